"""Driving an agent until a loop's check passes."""
