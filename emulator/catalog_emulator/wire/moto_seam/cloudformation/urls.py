"""Which paths CloudFormation answers. moto finds this file beside the backend's module."""

from __future__ import annotations

from catalog_emulator.wire.moto_seam.cloudformation.responses import StackResponse

url_bases = [r"https?://cloudformation\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/$": StackResponse.dispatch}
