# An archive as an OpenCue layer of 64 frames, a part each; then the tables are joined. Not run by the checks.
import outline
import outline.cuerun
from outline.modules.shell import Shell

SYNCLINE = "/opt/syncline/syncline"
job = outline.Outline("syncline", shot="archive", show="footage")
parts = Shell(
    "sync",
    command=[SYNCLINE, "archive", "/footage", "--out", "/footage/synced", "--quiet", "--jobs", "2", "--shard", "#IFRAME#/64"],
    range="1-64",
    chunk=1,
    threads=4,
)
merge = Shell("merge", command=[SYNCLINE, "archive-merge", "/footage/synced"], range="1-1")
merge.depend_all(parts)
job.add_layer(parts)
job.add_layer(merge)
outline.cuerun.launch(job, use_pycuerun=False)
