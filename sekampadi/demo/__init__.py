"""The demonstration: the decree's answers, a living history after them, and accounts to look at both."""

from sekampadi.demo.akun import DemoAccount, create_demo_accounts
from sekampadi.demo.isi import Progress, SeedResult, is_empty, seed_demo
from sekampadi.demo.pelaksanaan import tell_demo
from sekampadi.demo.pengajuan import hand_in_demo, watch_demo
from sekampadi.demo.tahunan import report_demo
from sekampadi.demo.terbitan import publish_demo
from sekampadi.demo.tindak_lanjut import plan_demo

__all__ = [
    "DemoAccount",
    "Progress",
    "SeedResult",
    "create_demo_accounts",
    "hand_in_demo",
    "is_empty",
    "plan_demo",
    "publish_demo",
    "report_demo",
    "seed_demo",
    "tell_demo",
    "watch_demo",
]
