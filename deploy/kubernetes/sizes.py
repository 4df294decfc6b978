"""How many nodes a class needs.

`python -m deploy.kubernetes.sizes` prints the lines that stand in docs/hosting.md.
"""

from dataclasses import dataclass
from math import ceil, floor
from pathlib import Path

import yaml

# Proportional share (PSS) of one student with all of lesson 01 run, in MiB, as Jupyter comes.
# The hub on one machine starts leaner servers and kernels: docs/hosting.md has both.
SERVER_MIB = 138
KERNEL_MIB = 197
MEASURED_MIB = SERVER_MIB + KERNEL_MIB

CLASSES = (30, 100, 1000)
GIB = 2**30

VALUES = yaml.safe_load((Path(__file__).parent / "values.yaml").read_text(encoding="utf-8"))
SINGLEUSER = VALUES["singleuser"]
PLACEHOLDERS = VALUES["scheduling"]["userPlaceholder"]["replicas"]


@dataclass(frozen=True)
class Node:
    """A machine of the cluster, and what its own system takes of it."""

    processors: float
    memory_gib: float
    system_memory: float = 0.1  # a share; clouds keep 5 to 15 % of such nodes
    system_processors: float = 0.5
    pods: int = 110  # Kubernetes' own limit for a node
    system_pods: int = 12

    @property
    def memory(self):
        """What is left for students, in bytes."""
        return self.memory_gib * (1 - self.system_memory) * GIB

    @property
    def students(self):
        by_memory = self.memory / byte_count(SINGLEUSER["memory"]["guarantee"])
        by_processors = (self.processors - self.system_processors) / SINGLEUSER["cpu"]["guarantee"]
        return floor(min(by_memory, by_processors, self.pods - self.system_pods))

    def count_for(self, students):
        """Nodes for a class, and for the placeholders that keep room for the next to come."""
        return ceil((students + PLACEHOLDERS) / self.students)


NODES = (Node(processors=4, memory_gib=16), Node(processors=8, memory_gib=32))


def byte_count(text):
    """The bytes of "384M", as JupyterHub reads it: in powers of 1024."""
    return float(text[:-1]) * 1024 ** ("KMGT".index(text[-1]) + 1)


def lines():
    guarantee = byte_count(SINGLEUSER["memory"]["guarantee"])
    capacity = float(SINGLEUSER["storage"]["capacity"].removesuffix("Gi"))
    kinds = [f"nodes of {node.processors} CPUs, {node.memory_gib} GiB" for node in NODES]
    titles = ["students at once", *kinds, "memory promised", "memory in use, as measured", "disk"]
    rows = [
        [
            f"{students:,}",
            *(str(node.count_for(students)) for node in NODES),
            f"{students * guarantee / GIB:.0f} GiB",
            f"{students * MEASURED_MIB / 1024:.0f} GiB",
            f"{students * capacity:,.0f} GiB",
        ]
        for students in CLASSES
    ]
    per_node = [f"{node.students} on {kind[9:]}" for node, kind in zip(NODES, kinds, strict=True)]
    large = NODES[-1]
    full = large.memory / large.students / 2**20
    return [
        *(f"| {' | '.join(cells)} |" for cells in (titles, ["---"] * len(titles), *rows)),
        f"- One student: {MEASURED_MIB} MiB measured, {SERVER_MIB} for the server and {KERNEL_MIB} "
        "for the kernel of a lesson.",
        f"- Students on a node: {', '.join(per_node)}.",
        f"- A node is full when its students use {full:.0f} MiB each on average.",
    ]


if __name__ == "__main__":
    print("\n".join(lines()))
