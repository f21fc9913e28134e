"""Capability: the register as other programs want it: whole files, linked data, a catalogue, feeds."""
