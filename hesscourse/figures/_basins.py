"""Where every start ends up, as a map."""


def basins(basin_map, *, title=None, alt=None, ax=None):
    """placeholder until the basin map stands"""
    raise NotImplementedError
