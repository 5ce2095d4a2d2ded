"""The families of cards."""

from drawn.layouts import emblems, formal, imagery, panels, plain
from drawn.layouts.base import Layout

LAYOUTS: dict[str, Layout] = {
    layout.name: layout
    for layout in (
        *plain.LAYOUTS,
        *panels.LAYOUTS,
        *emblems.LAYOUTS,
        *imagery.LAYOUTS,
        *formal.LAYOUTS,
    )
}
