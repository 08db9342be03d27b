"""`kyutai-bib cache`."""

from __future__ import annotations

import click

from kyutai_bib.cli.output import deliver

__all__ = ["command"]


@click.command("cache")
@click.argument("what", type=click.Choice(["info", "clear"]))
def command(what: str) -> None:
    """Show or empty the cache of answers from the network.

    info says where it is and how much is in it; clear deletes it, also where it is damaged.
    """
    from kyutai_bib.enrich.cache import clear, info
    from kyutai_bib.enrich.settings import Settings

    folder = Settings().cache_folder
    if what == "clear":
        file, was_there = clear(folder)
        deliver([f"deleted {file}\n" if was_there else f"there is no cache to delete at {file}\n"], None)
        return
    file, answers, size = info(folder)
    deliver([f"file     {file}\nanswers  {answers}\nsize     {size / 1024:.0f} KiB\n"], None)
