"""Judges: what is asked of whoever decides where no program can, and what is made of their answers.

A judge is a program that is given a question and prints an answer: a language model as a rule. Everything
here is a function of texts; whoever runs the evals asks the judges and hands their answers in.
"""
