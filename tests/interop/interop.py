"""The cases of `run`, which calls this: one line of the table for each, on standard output."""

import contextlib
import csv
import glob
import importlib.metadata
import io
import json
import os
import shutil
import subprocess
import sys

BINARY = os.environ["INTEROP_BINARY"]
TOOLS = os.environ["INTEROP_TOOLS"]
WORK = os.environ["INTEROP_WORK"]
DEBIAN = f"{TOOLS}/debian/usr"
os.chdir(WORK)
LIBRARIES = ":".join(glob.glob(f"{DEBIAN}/lib/*/"))

USERS = [
    {"id": "007", "name": "James \"J\" Bond", "mode": 300, "metadata": {"team": "ops", "tags": ["a", "b"]}},
    {"id": "12345678901234567890", "name": "", "metadata": {"team": "dev, x", "n": 42}},
    {"id": "550E8400-E29B-41D4-A716-446655440000", "name": "Zoë\\n", "mode": 700, "metadata": {}},
]
CHANNELS = [
    {"id": "lobby", "name": "Lobby", "metadata": {"topic": "t"}, "members": ["007"]},
    {"id": "08", "name": "Eight", "logo": "https://l.example/?a=1,2"},
]


def run(*command, stdin=None, env=None, check=True, cwd=None):
    """The output of a program."""
    done = subprocess.run(
        command, input=stdin, capture_output=True, text=True, cwd=cwd, env={**os.environ, **(env or {})}
    )
    if check and done.returncode:
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")
    return done.stdout


def debian(program, *arguments, stdin=None):
    return run(f"{DEBIAN}/bin/{program}", *arguments, stdin=stdin, env={"LD_LIBRARY_PATH": LIBRARIES})


def cyxth(*arguments, stdin=None, data="sandbox"):
    env = {
        "PATH": os.environ["PATH"],
        "CYXTH_DATA_DIR": f"{WORK}/{data}",
        "CYXTH_CONFIG_DIR": f"{WORK}/config",
        "CYXTH_PROFILE": "sandbox",
    }
    return subprocess.run([BINARY, *arguments], input=stdin, capture_output=True, text=True, env=env)


ROWS = []


def row(tool, version, given, out):
    ROWS.append((tool, version, given, out))


def version_of(package):
    return importlib.metadata.version(package)


# What the tool writes, read by others.


def same(users):
    """How records that were read differ from those that were written."""
    found = {user["id"]: user for user in users}
    if set(found) != {user["id"] for user in USERS}:
        return f"other ids: {' '.join(sorted(found))}"
    differ = set()
    for user in USERS:
        for field in ("name", "mode", "metadata"):
            was, now = user.get(field), found[user["id"]].get(field)
            if isinstance(now, str) and field == "metadata" and now:
                now = json.loads(now)
            if field == "metadata":
                now = without_nulls(now) if now else now
                was = was or None
                now = now or None
            if isinstance(now, float) and now != now:
                now = None
            if field == "mode" and isinstance(now, str):
                now = int(now) if now else None
            if (was or None) != (now or None):
                differ.add(field)
            elif was == "" and now is None:
                differ.add("an empty name is null")
    return ", ".join(["3 users", *(sorted(differ) or ["as written"])])


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(inner) for name, inner in value.items() if inner is not None}
    return value


def read_by(tool, version, what, read):
    try:
        result = read()
    except Exception as error:  # what a tool cannot read is a result, too
        result = f"not read: {type(error).__name__}: {str(error).splitlines()[0][:90]}"
    row(tool, version, what, result)


def way_out():
    files = {}
    for name in ("jsonl", "csv", "json"):
        files[name] = f"{WORK}/users.{name}"
        with open(files[name], "w", encoding="utf-8", newline="") as file:
            file.write(cyxth("users", "list", "--all", "-o", name).stdout)
    document = f"{WORK}/instance.json"
    with open(document, "w", encoding="utf-8") as file:
        file.write(cyxth("export").stdout)
    lines = open(files["jsonl"], encoding="utf-8").read()

    psql = database()
    psql("create table users (record jsonb)", "create table rows (id text, name text, mode int, metadata jsonb)")
    quoting = "with (format csv, quote e'\\x01', delimiter e'\\x02')"

    def from_postgres(query):
        return [json.loads(line) for line in psql(query).splitlines()]

    def jsonb():
        psql(f"\\copy users from '{files['jsonl']}' {quoting}")
        return same(from_postgres("select record from users"))

    def rows():
        psql(f"\\copy rows from '{files['csv']}' with (format csv, header)")
        return same(from_postgres("select to_json(rows) from rows"))

    def of_document():
        text = open(document, encoding="utf-8").read().replace("'", "''")
        psql("create table documents (document jsonb)", f"insert into documents values ('{text}')")
        return same(from_postgres("select jsonb_array_elements(document->'users') from documents"))

    version = psql("show server_version")
    read_by("psql", version, "list -o jsonl, \\copy into jsonb", jsonb)
    read_by("psql", version, "list -o csv, \\copy", rows)
    read_by("psql", version, "export, insert into jsonb", of_document)

    import duckdb

    def duck(query):
        relation = duckdb.sql(query)
        return same([dict(zip(relation.columns, values)) for values in relation.fetchall()])

    version = version_of("duckdb")
    typed = "columns = {id: 'VARCHAR', name: 'VARCHAR', mode: 'BIGINT', metadata: 'JSON'}"
    for name in ("jsonl", "json"):
        read_by("DuckDB", version, f"list -o {name}, read_json", lambda: duck(f"from read_json('{files[name]}')"))
        read_by("DuckDB", version, f"list -o {name}, read_json with columns", lambda: duck(f"from read_json('{files[name]}', {typed})"))
    read_by("DuckDB", version, "list -o csv, read_csv", lambda: duck(f"from read_csv('{files['csv']}')"))
    read_by("DuckDB", version, "export, unnest(users)", lambda: duck(f"select u.* from (select unnest(users) as u from read_json('{document}'))"))

    import pandas

    def frame(data):
        return same(json.loads(data.to_json(orient="records")))

    version = version_of("pandas")
    read_by("pandas", version, "list -o jsonl, read_json(lines=True)", lambda: frame(pandas.read_json(files["jsonl"], lines=True)))
    read_by("pandas", version, "list -o jsonl, read_json(lines=True, dtype=str)", lambda: frame(pandas.read_json(files["jsonl"], lines=True, dtype={"id": str})))
    read_by("pandas", version, "list -o json, json.load", lambda: frame(pandas.DataFrame(json.load(open(files["json"])))))
    read_by("pandas", version, "list -o csv, read_csv", lambda: same(pandas.read_csv(files["csv"]).to_dict("records")))
    read_by("pandas", version, "list -o csv, read_csv(dtype=str)", lambda: same(pandas.read_csv(files["csv"], dtype=str).to_dict("records")))
    read_by("pandas", version, "export, json.load", lambda: frame(pandas.DataFrame(json.load(open(document))["users"])))

    import polars

    version = version_of("polars")
    read_by("polars", version, "list -o jsonl, read_ndjson", lambda: same(polars.read_ndjson(files["jsonl"]).to_dicts()))
    read_by("polars", version, "list -o json, read_json", lambda: same(polars.read_json(files["json"]).to_dicts()))
    read_by("polars", version, "list -o csv, read_csv", lambda: same(polars.read_csv(files["csv"]).to_dicts()))
    read_by("polars", version, "export, read_json", lambda: same(polars.read_json(document).explode("users").unnest("users").to_dicts()))

    version = debian("mlr", "--version").split()[-1]
    for name, flag in (("jsonl", "--ijsonl"), ("json", "--ijson"), ("csv", "--icsv")):
        read_by("Miller", version, f"list -o {name}", lambda: same(json.loads(debian("mlr", flag, "--ojson", "cat", files[name]))))
    read_by("Miller", version, "export, nest by jq before", lambda: same(json.loads(debian("mlr", "--json", "cat", stdin=json.dumps(json.load(open(document))["users"])))))

    version = debian("sqlite3", "--version").split()[0]

    def sqlite(*statements):
        return json.loads(debian("sqlite3", "-json", ":memory:", *statements))

    read_by("sqlite3", version, "list -o json, json_each", lambda: same([json.loads(line["value"]) for line in sqlite(f"select value from json_each(readfile('{files['json']}'))")]))
    read_by("sqlite3", version, "list -o csv, .import", lambda: same(sqlite(f".import --csv {files['csv']} users", "select * from users")))
    read_by("sqlite3", version, "export, json_each", lambda: same([json.loads(line["value"]) for line in sqlite(f"select value from json_each(readfile('{document}'), '$.users')")]))

    version = debian("jq", "--version").strip().removeprefix("jq-")
    read_by("jq", version, "list -o jsonl", lambda: same([json.loads(line) for line in debian("jq", "-c", ".", files["jsonl"]).splitlines()]))
    read_by("jq", version, "export", lambda: same(json.loads(debian("jq", ".users", document))))

    import jq

    read_by("jq", "1.8.2", "list -o jsonl", lambda: same([json.loads(text) for text in jq.compile("tojson").input_text(lines)]))
    read_by("jq", "1.8.2", "export", lambda: same([json.loads(text) for text in jq.compile(".users[] | tojson").input_text(open(document).read())]))

    for tool, version, through in spreadsheets():
        read_by(tool, version, "list -o csv, to .xlsx and back", lambda: same(list(csv.DictReader(io.StringIO(through(files["csv"]))))))


@contextlib.contextmanager
def postgres():
    binaries = glob.glob(f"{TOOLS}/venv/lib/python3*/site-packages/pgserver/pginstall/bin")[0]
    data = f"{WORK}/postgres"
    os.mkdir(data)
    plain = []
    if os.getuid() == 0:
        # The database refuses to run as root; 65534 is nobody.
        os.chown(data, 65534, 65534)
        plain = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    run(*plain, f"{binaries}/initdb", "-D", f"{data}/db", "-U", "postgres", "-E", "UTF8", "--no-locale", "-A", "trust", cwd=data)
    server = [f"{binaries}/pg_ctl", "-D", f"{data}/db", "-w", "-o", f"-c listen_addresses='' -k {data}"]
    # The server keeps what it inherits, so it must not inherit a pipe that is read to its end.
    subprocess.run([*plain, *server, "-l", f"{data}/log", "start"], check=True, cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        def psql(*commands, options=("-At",)):
            arguments = [argument for command in commands for argument in ("-c", command)]
            return run(f"{binaries}/psql", "-X", "-q", "-h", data, "-U", "postgres", *options, "-v", "ON_ERROR_STOP=1", *arguments).rstrip("\n")

        yield psql
    finally:
        subprocess.run([*plain, *server, "-m", "immediate", "stop"], cwd=data, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def database():
    return PSQL


def spreadsheets():
    """Each spreadsheet there is: its name, version, and a function that takes a file of CSV through it."""
    yield "openpyxl", version_of("openpyxl"), through_openpyxl
    if shutil.which("soffice"):
        yield "LibreOffice", run("soffice", "--version").split()[1].rsplit(".", 2)[0], through_libreoffice


def through_libreoffice(path):
    """With every cell as text."""
    # 44 is the comma, 34 the quote, 76 UTF-8; then the type of each column: 2 is text.
    filters = "44,34,76,1,1/2/2/2/3/2/4/2"
    home = f"-env:UserInstallation=file://{WORK}/office"
    folder, name = f"{WORK}/sheet", os.path.basename(path).removesuffix(".csv")
    run("soffice", "--headless", home, f"--infilter=CSV:{filters}", "--convert-to", "xlsx", "--outdir", folder, path)
    run("soffice", "--headless", home, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", folder, f"{folder}/{name}.xlsx")
    return open(f"{folder}/{name}.csv", encoding="utf-8").read()


def through_openpyxl(path):
    import openpyxl

    book = openpyxl.Workbook()
    for cells in csv.reader(open(path, encoding="utf-8", newline="")):
        book.active.append(cells)
    book.save(f"{WORK}/users.xlsx")
    out = io.StringIO()
    writer = csv.writer(out)
    for cells in openpyxl.load_workbook(f"{WORK}/users.xlsx").active.iter_rows(values_only=True):
        writer.writerow(cells)
    return out.getvalue()


# What others write, given to the tool.

COUNT = 0


def given(tool, version, what, text, *options, name=None):
    """What becomes of an output in `users create`."""
    global COUNT
    COUNT += 1
    data = f"data{COUNT}"
    arguments = ["users", "create", *options]
    if name:
        path = f"{WORK}/{name}"
        with open(path, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        done = cyxth(*arguments, path, data=data)
    else:
        done = cyxth(*arguments, "-", stdin=text, data=data)
    if done.returncode:
        lines = done.stderr.replace(f"{WORK}/", "").splitlines()
        hints = [line for line in lines if line.startswith("hint:")]
        first = next(line for line in lines if line.startswith("error:"))
        helps = hints[0].removeprefix("hint: ") if hints else "WITHOUT HELP"
        result = f"refused: {helps}" if done.returncode == 2 else f"SENT: {first.split(': ', 2)[-1].split(' (400')[0]}"
    else:
        listed = cyxth("users", "list", "--all", "-o", "jsonl", data=data).stdout
        result = meant([json.loads(line) for line in listed.splitlines()])
        words = {"put right": "put right", "warning:": "warned"}
        kinds = [kind for word, kind in words.items() if word in done.stderr]
        if "warned" in kinds:
            result = result.replace("ANOTHER RECORD", "taken as text")
        result = ", ".join([result, *kinds])
    row(tool, version, what, result)


def meant(users):
    """Whether the records are those that were meant; a name that is empty may be missing."""
    def plain(user):
        return {
            "id": user["id"],
            "name": user.get("name") or "",
            "mode": user.get("mode"),
            "metadata": without_nulls(user.get("metadata") or {}),
        }

    wanted = {user["id"]: plain(user) for user in USERS}
    found = {user["id"]: plain(user) for user in users}
    if set(wanted) != set(found):
        return f"ANOTHER RECORD: ids {' '.join(sorted(found))}"
    differ = sorted({field for id in wanted for field in wanted[id] if wanted[id][field] != found[id][field]})
    extra = sorted({field for user in users for field in user} - {"id", "name", "mode", "metadata"})
    if differ:
        texts = [f"{field} {json.dumps(found[id][field])}" for id in wanted for field in differ if wanted[id][field] != found[id][field]]
        return f"ANOTHER RECORD: {texts[0]}"[:100]
    return "as meant" + (f", and {' '.join(extra)}" if extra else "")


def way_in():
    path = f"{WORK}/meant.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(json.dumps(user, ensure_ascii=False) + "\n" for user in USERS)
    flat = [
        {"id": user["id"], "name": user["name"], "mode": user.get("mode"), "metadata": json.dumps(user["metadata"])}
        for user in USERS
    ]

    psql = PSQL
    values = ", ".join(
        "({}, {}, {}, {})".format(
            *("null" if value is None else "'" + str(value).replace("'", "''") + "'" for value in line.values())
        )
        for line in flat
    )
    psql("create table people (id text, name text, mode int, metadata jsonb)", f"insert into people values {values}")
    version = psql("show server_version")
    given("psql", version, "select * from users", psql("select * from people", options=()))
    given("psql", version, "-At, select * from users", psql("select * from people"))
    given("psql", version, "--csv, select * from users", psql("select * from people", options=("--csv",)), "--format", "csv")
    given("psql", version, "select row_to_json(t)", psql("select row_to_json(people) from people", options=()))
    given("psql", version, "-At, select row_to_json(t)", psql("select row_to_json(people) from people"))
    given("psql", version, "-At, select json_agg(t)", psql("select json_agg(people) from people"))
    given("psql", version, "copy (select row_to_json(t) …) to stdout", psql("copy (select row_to_json(people) from people) to stdout"))
    given("psql", version, "\\copy users to 'users.csv' csv header", psql("copy people to stdout with (format csv, header)"), name="users.csv")

    version = debian("sqlite3", "--version").split()[0]
    table = ["create table people (id text, name text, mode real, metadata text)", f"insert into people values {values}"]
    objects = "select json_object('id', id, 'name', name, 'mode', mode, 'metadata', json(metadata)) from people"
    given("sqlite3", version, "select * from users", debian("sqlite3", ":memory:", *table, "select * from people"))
    given("sqlite3", version, "-json, select * from users", debian("sqlite3", "-json", ":memory:", *table, "select * from people"))
    given("sqlite3", version, "-csv -header, select * from users", debian("sqlite3", "-csv", "-header", ":memory:", *table, "select * from people"), name="users.csv")
    given("sqlite3", version, "select json_object(…)", debian("sqlite3", ":memory:", *table, objects))

    version = debian("mlr", "--version").split()[-1]
    text = out_csv(flat)
    for flags in (["--icsv", "--ojson"], ["--icsv", "--ojsonl"], ["--icsv", "--ojsonl", "-S"], ["--ijsonl", "--ojson"], ["--ijsonl", "--ojsonl"]):
        stdin = open(path, encoding="utf-8").read() if "--ijsonl" in flags else text
        given("Miller", version, f"{' '.join(flags)} cat", debian("mlr", *flags, "cat", stdin=stdin))
    given("Miller", version, "--ijsonl --ocsv cat", debian("mlr", "--ijsonl", "--ocsv", "cat", path), name="users.csv")
    given("Miller", version, "--ijsonl --ocsv unsparsify", debian("mlr", "--ijsonl", "--ocsv", "unsparsify", path), name="users.csv")
    given("Miller", version, "--ijsonl --ojson flatten", debian("mlr", "--ijsonl", "--ojson", "flatten", path))
    given("Miller", version, "--ijsonl --oxtab cat", debian("mlr", "--ijsonl", "--oxtab", "cat", path))

    version = version_of("csvkit")
    csvjson = f"{TOOLS}/venv/bin/csvjson"
    given("csvkit", version, "csvjson", run(csvjson, stdin=text))
    given("csvkit", version, "csvjson -I", run(csvjson, "-I", stdin=text))
    dotted = out_csv([{**{k: v for k, v in line.items() if k != "metadata"}, "metadata.team": user["metadata"].get("team")} for line, user in zip(flat, USERS)])
    given("csvkit", version, "csvjson, a column metadata.team", run(csvjson, stdin=dotted))
    given("csvkit", version, "csvcut", run(f"{TOOLS}/venv/bin/csvcut", "-c", "id,name,mode,metadata", stdin=text), name="users.csv")

    import pandas

    version = version_of("pandas")
    data = pandas.DataFrame(USERS)
    given("pandas", version, "to_json()", data.to_json())
    given("pandas", version, "to_json(orient='records')", data.to_json(orient="records"))
    given("pandas", version, "to_json(orient='records', lines=True)", data.to_json(orient="records", lines=True))
    given("pandas", version, "to_csv()", data.to_csv(), name="users.csv")
    given("pandas", version, "to_csv(index=False)", data.to_csv(index=False), name="users.csv")
    given("pandas", version, "json_normalize(…).to_json(orient='records')", pandas.json_normalize(USERS).to_json(orient="records"))
    given("pandas", version, "json_normalize(…).to_csv(index=False)", pandas.json_normalize(USERS).to_csv(index=False), name="users.csv")

    import polars

    version = version_of("polars")
    data = polars.DataFrame(USERS, infer_schema_length=None)
    given("polars", version, "write_json()", data.write_json())
    given("polars", version, "write_ndjson()", data.write_ndjson())
    given("polars", version, "write_csv()", polars.DataFrame(flat, infer_schema_length=None).write_csv(), name="users.csv")

    import duckdb

    version = version_of("duckdb")
    for what, target in (("copy … to 'users.json'", "users.json"), ("copy … to 'users.json' (array true)", "array.json"), ("copy … to 'users.csv'", "users.csv")):
        options = "(array true)" if target == "array.json" else ""
        duckdb.sql(f"copy (from read_json('{path}')) to '{WORK}/duck.{target}' {options}")
        text_of = open(f"{WORK}/duck.{target}", encoding="utf-8").read()
        given("DuckDB", version, what, text_of, name=target)
    duckdb.sql(f"copy (select id, name, mode::double as mode, to_json(metadata) as metadata from read_json('{path}')) to '{WORK}/duck.csv'")
    given("DuckDB", version, "copy (…, mode::double, to_json(metadata)) to 'users.csv'", open(f"{WORK}/duck.csv", encoding="utf-8").read(), name="users.csv")

    version = debian("jq", "--version").strip().removeprefix("jq-")
    given("jq", version, ".", debian("jq", ".", path))
    given("jq", version, "--seq", debian("jq", "--seq", "-c", ".", stdin="".join(f"\x1e{line}\n" for line in open(path, encoding="utf-8").read().splitlines())))
    given("jq", version, "-s '{users: .}'", debian("jq", "-s", "{users: .}", path))
    given("jq", version, "-r '.id'", debian("jq", "-r", ".id", path))

    nodes = {
        "papaparse": ("papaparse@5.7.1", "Papa.unparse(users)", "const Papa = require('papaparse'); console.log(Papa.unparse(users))"),
        "papaparse, parse": ("papaparse@5.7.1", "Papa.parse(csv, {header: true}).data", "const Papa = require('papaparse'); console.log(JSON.stringify(Papa.parse(csv, {header: true}).data))"),
        "papaparse, typed": ("papaparse@5.7.1", "Papa.parse(csv, {header: true, dynamicTyping: true}).data", "const Papa = require('papaparse'); console.log(JSON.stringify(Papa.parse(csv, {header: true, dynamicTyping: true}).data))"),
        "d3-dsv": ("d3-dsv@3.0.1", "csvFormat(users)", "import('d3-dsv').then(d3 => console.log(d3.csvFormat(users)))"),
        "d3-dsv, parse": ("d3-dsv@3.0.1", "csvParse(csv)", "import('d3-dsv').then(d3 => console.log(JSON.stringify(d3.csvParse(csv))))"),
        "csvtojson": ("csvtojson@2.0.14", "csv().fromString(csv)", "require('csvtojson')().fromString(csv).then(rows => console.log(JSON.stringify(rows)))"),
    }
    with open(f"{WORK}/flat.csv", "w", encoding="utf-8") as file:
        file.write(text)
    before = f"const fs = require('fs'); const csv = fs.readFileSync('{WORK}/flat.csv', 'utf8'); const users = fs.readFileSync('{path}', 'utf8').trim().split('\\n').map(JSON.parse);"
    for package, what, script in nodes.values():
        name, _, version = package.partition("@")
        out = run("node", "-e", before + script, cwd=TOOLS)
        given(name, version, what, out, name="users.csv" if "unparse" in what or "Format" in what else None)

    for tool, version, through in spreadsheets():
        written = through(f"{WORK}/flat.csv")
        given(tool, version, "a table as .csv", written, name="users.csv")
        given(tool, version, "the same, with rows of commas below", written + ",,,\n,,,\n", name="users.csv")


def out_csv(rows):
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0].keys(), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def main():
    global PSQL
    cyxth("users", "create", "-", stdin="\n".join(json.dumps(user) for user in USERS))
    cyxth("channels", "create", "-", stdin="\n".join(json.dumps(channel) for channel in CHANNELS))
    with postgres() as PSQL:
        way_out()
        ROWS.append(None)
        way_in()
    # As wide as with every tool there is, so that a line is the same where one of them is not.
    widths = [max(len(line[at]) for line in [*filter(None, ROWS), ("LibreOffice", "", "")]) for at in range(3)]
    print("What the tool writes, and how others read it with the least of words.\n")
    for line in ROWS:
        if line is None:
            print("\nWhat others write by default, and what becomes of it in `users create`.\n")
            continue
        print("  ".join([*(cell.ljust(width) for cell, width in zip(line, widths)), line[3]]))
    wrong = [line for line in ROWS if line and ("ANOTHER RECORD" in line[3] or "SENT" in line[3] or "WITHOUT HELP" in line[3])]
    print(f"\n{len(wrong)} that are taken for another record, or refused without help")


main()
