"""An installed pack as pages for a browser on this machine."""
