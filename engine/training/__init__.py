"""Offline: fit, calibrate and export the emotion classifier. Needs the extra `training`."""
