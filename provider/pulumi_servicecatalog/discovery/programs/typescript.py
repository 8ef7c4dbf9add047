"""The program in TypeScript, over the plugin. `pulumi package add` makes its SDK, and links it in package.json."""

from collections.abc import Mapping
from typing import Any, Final

PACKAGE: Final[Mapping[str, Any]] = {
    "name": "adoptions",
    "private": True,
    "main": "index.ts",
    "dependencies": {"@pulumi/pulumi": "^3.142.0"},
    "devDependencies": {"@types/node": "^20", "typescript": "~5.9.3"},
}

COMPILER: Final = """\
{
    "compilerOptions": {
        "target": "es2020",
        "module": "commonjs",
        "moduleResolution": "node",
        "strict": true,
        "skipLibCheck": true,
        "types": ["node"],
        "outDir": "bin"
    },
    "files": ["index.ts"]
}
"""

OF_AN_ACCOUNT: Final = """\
// Adopts the stacks in adoptions/ACCOUNT/REGION.yaml: the file that the Pulumi stack's configuration names.
//
// Edit those files: this program stays as it is.
import * as fs from "fs";
import * as pulumi from "@pulumi/pulumi";
import * as servicecatalog from "pulumi-servicecatalog";

const file = new pulumi.Config().require("file");
new servicecatalog.GovernedStacks("adoptions", { adoptions: fs.readFileSync(file, "utf-8") });
"""

OF_ALL: Final = """\
// Adopts the stacks of all accounts and Regions.
//
// They are listed in adoptions/ACCOUNT/REGION.yaml. Edit those files: this program stays as it is.
import * as fs from "fs";
import * as pulumi from "@pulumi/pulumi";
import * as servicecatalog from "pulumi-servicecatalog";

const role = new pulumi.Config().get("roleArnTemplate");
for (const account of fs.readdirSync("adoptions").filter((name) => /^\\d{12}$/.test(name)).sort()) {
    for (const file of fs.readdirSync(`adoptions/${account}`).filter((name) => name.endsWith(".yaml")).sort()) {
        const region = file.slice(0, -".yaml".length);
        new servicecatalog.GovernedStacks(`${account}-${region}`, {
            adoptions: fs.readFileSync(`adoptions/${account}/${file}`, "utf-8"),
            region,
            expectedAccountId: account,
            roleArn: role?.replace(/{account}/g, account),
        });
    }
}
"""
