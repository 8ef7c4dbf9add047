"use strict";
// The table of stacks: search, filters, sorting and pages. Every value is put in as text, never as markup.
(() => {
  const PAGE = 100, PRINTED = 1000;
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const body = byId("rows"), status = byId("count"), query = byId("query");
  const columns = ["name", "account", "region", "verdict", "reason", "product", "version"];

  const rows = data.rows.map((row) => {
    const [name, account, region, state, verdict, reason, product, version, problems, command, unique] = row;
    const made = {
      name, account: data.accounts[account], region: data.regions[region], status: data.statuses[state],
      verdict: data.verdicts[verdict], reason: data.reasons[reason], product: data.products[product],
      version: data.versions[version], address: data.stacks[region],
    };
    made.arn = !unique || unique.includes(":") ? unique
      : `arn:aws:cloudformation:${made.region}:${made.account}:stack/${name}/${unique}`;
    const facts = { "\u0001": made.arn, "\u0002": name, "\u0003": made.account, "\u0004": made.region };
    const whole = (text) => text.replace(/[\u0001-\u0004]/g, (mark) => facts[mark]);
    made.problems = () => problems.map((number) => {
      const [code, severity, message, remedy] = data.problems[number];
      return { code, severity, message: whole(message), remedy: whole(remedy) };
    });
    made.codes = problems.map((number) => data.problems[number][0]);
    made.command = () => whole(data.commands[command]);
    made.searched = () => (made.text ??= columns.map((column) => made[column]).concat(
      made.arn, made.status, ...made.problems().map((one) => `${one.code} ${one.message}`)).join("\n").toLowerCase());
    return made;
  });

  const filters = [
    { id: "verdict", of: (row) => [row.verdict] },
    { id: "account", of: (row) => [row.account] },
    { id: "region", of: (row) => [row.region] },
    { id: "product", of: (row) => [row.product] },
    { id: "code", of: (row) => row.codes },
  ];
  const order = { column: "name", up: true };
  let shown = rows, first = 0;

  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  };

  const details = (row) => {
    const problems = row.problems(), command = row.command();
    if (!problems.length && !command) return element("span", row.reason);
    const made = element("details"), list = element("dl", "", { class: "problem" });
    made.append(element("summary", row.reason || (problems[0] || {}).code || "next"));
    for (const problem of problems) {
      list.append(element("dt", problem.code), element("dd", problem.message), element("dd", problem.remedy));
    }
    made.append(list);
    if (command) made.append(element("code", command, { class: "command" }));
    return made;
  };

  const tableRow = (row) => {
    const made = element("tr"), heading = element("th", "", { scope: "row" });
    const address = row.address && row.arn ? row.address + encodeURIComponent(row.arn) : "";
    heading.append(address ? element("a", row.name, { href: address, rel: "noopener noreferrer", target: "_blank" })
      : element("span", row.name));
    made.append(heading);
    for (const column of columns.slice(1)) {
      const cell = element("td");
      cell.append(column === "reason" ? details(row) : document.createTextNode(row[column]));
      made.append(cell);
    }
    return made;
  };

  const show = (number = PAGE) => {
    body.replaceChildren(...shown.slice(first, first + number).map(tableRow));
    const last = Math.min(first + number, shown.length);
    status.textContent = shown.length ? `${first + 1} to ${last} of ${shown.length} stacks` : "No stack matches.";
    byId("back").disabled = first === 0;
    byId("next").disabled = last === shown.length;
  };

  const { compare } = new Intl.Collator("en", { numeric: true }); // team-9 before team-10
  const select = () => {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = filters.map(({ id, of }) => ({ of, value: byId(id).value })).filter(({ value }) => value !== "*");
    shown = rows.filter((row) => chosen.every(({ of, value }) => of(row).includes(value))
      && words.every((word) => row.searched().includes(word)));
    const { column, up } = order, sign = up ? 1 : -1;
    shown.sort((one, other) => sign * compare(one[column], other[column]) || compare(one.name, other.name));
    first = 0;
    show();
  };

  for (const { id, of } of filters) {
    const counts = new Map();
    for (const row of rows) for (const value of new Set(of(row))) counts.set(value, (counts.get(value) || 0) + 1);
    const box = byId(id);
    for (const [value, count] of [...counts].sort((one, other) => compare(one[0], other[0]))) {
      box.append(element("option", `${value || "none"} (${count})`, { value }));
    }
    box.addEventListener("change", select);
  }
  query.addEventListener("input", select);
  for (const heading of document.querySelectorAll("th[data-column]")) {
    heading.querySelector("button").addEventListener("click", () => {
      const { column } = heading.dataset;
      order.up = order.column === column ? !order.up : true;
      order.column = column;
      for (const other of document.querySelectorAll("th[data-column]")) other.removeAttribute("aria-sort");
      heading.setAttribute("aria-sort", order.up ? "ascending" : "descending");
      select();
    });
  }
  byId("back").addEventListener("click", () => { first = Math.max(0, first - PAGE); show(); });
  byId("next").addEventListener("click", () => { first += PAGE; show(); });
  addEventListener("beforeprint", () => { first = 0; show(PRINTED); });
  addEventListener("afterprint", () => show());
  byId("stacks").hidden = false;
  select();
})();
