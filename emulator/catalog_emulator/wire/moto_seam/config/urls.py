"""Which paths AWS Config answers. moto finds this file beside the backend's module."""

from __future__ import annotations

from catalog_emulator.wire.moto_seam.config.responses import AggregatorResponse

url_bases = [r"https?://config\.(.+)\.amazonaws\.com"]
url_paths = {"{0}/$": AggregatorResponse.dispatch}
