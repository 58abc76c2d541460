"""The files that a page is made of, in the order in which they stand in it.

The scripts share one scope: each only declares (no top-level name twice, `tests/view/test_page.py` looks) and registers
its views; `main.js` starts. What a new view has to keep is said at the top of `views.js`.
"""

SCRIPTS = (
    "data.js",
    "details.js",
    "text.js",
    "state.js",
    "views.js",
    "morph.js",
    "filters.js",
    "facets.js",
    "time_filter.js",
    "legend.js",
    "place_filter.js",
    "chosen.js",
    "positions.js",
    "scene.js",
    "clusters.js",
    "paths.js",
    "curves.js",
    "shapes.js",
    "labels.js",
    "canvas.js",
    "pointer.js",
    "keyboard.js",
    "picture.js",
    "network.js",
    "timeline.js",
    "play.js",
    "consonants.js",
    "search.js",
    "evidence.js",
    "panel.js",
    "event_panel.js",
    "entity_panel.js",
    "csv.js",
    "ground.js",
    "map.js",
    "map_moves.js",
    "marks.js",
    "map_labels.js",
    "small_map.js",
    "table.js",
    "access.js",
    "print.js",
    "main.js",
)
STYLES = ("page.css", "filters.css", "network.css", "map.css", "table.css", "panel.css", "access.css", "print.css")
# Each has all its groups in Arabic and English; no word stands in two files.
WORDS = ("words.json", "filter_words.json", "network_words.json", "map_words.json", "panel_words.json", "access_words.json", "print_words.json")
