"""useradd: its options, and where it writes sparse logs. As of 2026-11-21.

Sources: useradd(8) of shadow 4.13; shadow-maint/shadow, commit ebf9b23 ("useradd: Do not reset non-existent data in
{last,fail}log", first released in 4.13); Debian 12 has shadow 4.13 and was measured: the logs stay empty. The other
releases' versions of shadow are from memory. An entry of lastlog is 292 bytes on x86_64, one of faillog 32
(``sizeof`` of the structures of glibc and shadow).
"""

from __future__ import annotations

from mlint.knowledge.options import Arity

AS_OF = "2026-11-21"

USERADD = Arity(*(frozenset() for _ in Arity._fields)).plus(
    value=(
        "-b --base-dir -c --comment -d --home-dir --home -e --expiredate -f --inactive -g --gid -G --groups -k --skel "
        "-K --key -p --password -R --root -P --prefix -s --shell -u --uid -Z --selinux-user --selinux-range"
    ),
    flag=(
        "--badname --badnames -D --defaults -F --add-subids-for-system -h --help -l --no-log-init -m --create-home -M "
        "--no-create-home -N --no-user-group -o --non-unique -r --system -U --user-group"
    ),
)
"""Options of useradd."""

NAMES = {"-l": "--no-log-init", "-u": "--uid"}
"""Other names of options -> the one that this project uses for them."""

LEAVES_LOGS_ALONE: dict[str, tuple[int, ...]] = {
    "almalinux": (10,),
    "centos": (10,),
    "debian": (12,),
    "fedora": (38,),
    "oraclelinux": (10,),
    "rockylinux": (10,),
    "ubi": (10,),
    "ubuntu": (23, 4),
}
"""The first release of a distribution with shadow 4.13 or later."""

BYTES_PER_USER_ID = 292 + 32
"""What lastlog and faillog hold for each user id up to the highest one."""
