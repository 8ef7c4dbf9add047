"""One Pulumi stack of a project, driven through Pulumi's Automation API in a process of its own.

`process` starts that process and hands back a result; `python -m pulumi_servicecatalog.automation` is the process.
"""
