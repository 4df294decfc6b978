"""For teachers: make the sheets of exercises, hand them out, publish the students' tree.

``python -m hesscourse.instructor --help`` lists what there is. Students never need this; it asks
for the extra: ``pip install "hesscourse[instructor]"``.
"""
