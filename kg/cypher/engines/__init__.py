"""The engines, one file each: `open_engine(layers) -> Engine`."""
