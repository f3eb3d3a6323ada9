"""The parts of the STIX export: settings, common properties, and what each kind of object is made of."""
