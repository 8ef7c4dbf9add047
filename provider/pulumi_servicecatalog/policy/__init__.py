"""Policies on what a Pulumi stack declares and has: one set of rules, for a policy pack and for `catalogctl audit`.

`pulumi_servicecatalog.policy.pack` makes a policy pack of them and needs the extra `policy`; everything else here is
pure, and knows nothing of Pulumi's SDKs.
"""
