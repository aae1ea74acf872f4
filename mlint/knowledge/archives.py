"""Archives by their names, and the options of tar. As of 2026-11-21.

Sources: the Dockerfile reference on ADD (identity, gzip, bzip2, xz; Zstandard by BuildKit's sources); tar(1) of GNU tar
1.34.
"""

from __future__ import annotations

from mlint.knowledge.options import Arity

AS_OF = "2026-11-21"

TAR_ENDINGS = (".tar", ".tar.bz2", ".tar.gz", ".tar.xz", ".tbz", ".tbz2", ".tgz", ".txz")
"""Of archives that every builder unpacks on ADD."""

ENDINGS = (*TAR_ENDINGS, ".bz2", ".crate", ".gem", ".gz", ".nemo", ".tlz", ".tzst", ".xz", ".z", ".zst")
"""Of files that may be a tar archive, compressed or not."""

TAR = Arity(*(frozenset() for _ in Arity._fields)).plus(
    value=(
        "-b --blocking-factor -C --directory -f --file -F --info-script -g --listed-incremental --exclude "
        "--exclude-from -X --group --owner --mode -I --use-compress-program -K --starting-file -N --newer -T "
        "--files-from --strip-components --strip --transform --xform --wildcards-match-slash --warning"
    ),
    flag=(
        "-a --auto-compress -c --create -h --dereference -j --bzip2 -J --xz -k --keep-old-files -l -m --touch "
        "--no-same-owner --no-same-permissions --numeric-owner --overwrite -o -O --to-stdout -p --preserve-permissions "
        "--same-permissions --same-owner -r --append -s -S --sparse -t --list -u --update -U --unlink-first -v "
        "--verbose -W -w -x --extract --get -z --gzip --gunzip --ungzip -Z --zstd --wildcards --no-wildcards "
        "--keep-newer-files --skip-old-files --checkpoint --totals --show-transformed-names --one-top-level"
    ),
)
"""Options of tar."""

TAR_NAMES = {
    "-C": "--directory",
    "-f": "--file",
    "--get": "--extract",
    "-O": "--to-stdout",
    "-t": "--list",
    "-x": "--extract",
}
"""Other names of options -> the one that this project uses for them."""

OF_A_PART = frozenset(
    {"--exclude", "--exclude-from", "-X", "--files-from", "-T", "--list", "--one-top-level", "--strip"}
    | {"--strip-components", "--to-stdout", "--transform", "--xform", "-K", "-N", "-k", "-s"}
)
"""Options with which tar does not unpack the archive as it is."""
