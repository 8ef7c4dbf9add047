"""A command that has commands: what is typed after it is one of theirs."""

import click

from pulumi_servicecatalog.cli import slips
from pulumi_servicecatalog.cli.command import Page


class Group(Page, click.Group):
    """Refuses a command that it does not have, and its own absence, in words of ours."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed."""
        known = self.list_commands(ctx)
        if args[0] not in known and not ctx.resilient_parsing:
            ctx.fail(slips.no_command(args[0], known))
        return super().resolve_command(ctx, args)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse what was typed up to the command."""
        nothing = not args
        rest = super().parse_args(ctx, args)
        if nothing and not ctx.resilient_parsing:
            ctx.fail("the following arguments are required: COMMAND")
        return rest
