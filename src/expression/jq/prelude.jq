# The functions of jq 1.8 that are written in jq itself. Those in Rust are in `natives/`.
# `!turn` is put into every function that calls itself, so that it can be stopped. No expression can
# spell a name that begins with `!`, and so none can call or replace what has one.

# Values
def error: !error_empty as $x | .;
def error($message): ($message | !error_empty) as $x | .;
def select(f): if f then . else empty end;
def recurse(f): def r: !turn | ., (f | r); r;
def recurse: recurse(.[]?);
def recurse(f; condition): recurse(f | select(condition));
def values: select(. != null);
def nulls: select(. == null);
def booleans: select(type == "boolean");
def numbers: select(type == "number");
def strings: select(type == "string");
def arrays: select(type == "array");
def objects: select(type == "object");
def iterables: select(type | . == "array" or . == "object");
def scalars: select(type | . != "array" and . != "object");
def isfinite: type == "number" and (isinfinite | not);
def finites: select(isfinite);
def normals: select(isnormal);
def toarray: if type == "array" then . else [.] end;
def abs: if type == "number" then length elif . < 0 then -. else . end;
def have_literal_numbers: true;
def have_decnum: true;

# Updates go by paths. What they remove is deleted at the end, so that no path moves.
def getpath($path): reduce ($path | !steps)[] as $step (.; .[$step]);
def !assign(f; $value): reduce path(f) as $path (.; setpath($path; $value));
def !update(paths; f):
  reduce path(paths) as $path ([., []];
    . as [$value, $gone]
    | [first($value | !getpath($path) | f)] as $new
    | if ($new | length) > 0 then [($value | setpath($path; $new[0])), $gone]
      else [$value, $gone + [$path]] end)
  | . as [$value, $gone] | $value | delpaths($gone);
def map_values(f): !update(.[]; f);

# Counting and choosing
def range($end): !range(0; $end; 1);
def range($start; $end): !range($start; $end; 1);
def range($start; $end; $step): !range($start; $end; $step);
def first: .[0];
def last: .[-1];
def nth($place): .[$place];
def limit($count; f):
  if $count > 0 then !limit($count; f)
  elif $count == 0 then empty
  else error("limit doesn't support negative count") end;
def skip($count; f):
  if $count > 0 then !skip($count | floor; f)
  elif $count == 0 then f
  else error("skip doesn't support negative count") end;
def nth($place; f):
  if $place < 0 then error("nth doesn't support negative indices")
  else first(skip($place; f)) end;
def until(condition; update): def r: !turn | if condition then . else update | r end; r;
def while(condition; update): def r: !turn | if condition then ., (update | r) else empty end; r;
def repeat(f): def r: !turn | f, r; r;
def isempty(f): first((f | false), true);
def any(f; condition): isempty(first(f | condition | select(.))) | not;
def all(f; condition): isempty(first(f | condition | select(not)));
def any(condition): any(.[]; condition);
def all(condition): all(.[]; condition);
def any: any(.[]; .);
def all: all(.[]; .);
def in(container): . as $key | container | has($key);
def inside(container): . as $part | container | contains($part);
def IN(f): any(f == .; .);
def IN(source; f): any(source == f; .);

# Arrays
def map(f): [.[] | f];
def add(f): reduce f as $x (null; . + $x);
def reverse: [.[length - 1 - range(0; length)]];
def flatten($depth):
  def r($d): reduce .[] as $x ([];
    if ($x | type) == "array" and $d != 0 then . + ($x | r($d - 1)) else . + [$x] end);
  if $depth < 0 then error("flatten depth must not be negative") else r($depth) end;
def flatten: flatten(1000000000);
def sort_by(f): !sort_by(map([f]));
def group_by(f): !group_by(map([f]));
def unique_by(f): !unique_by(map([f]));
def unique: unique_by(.);
def min_by(f): !min_by(map([f]));
def max_by(f): !max_by(map([f]));
def min: min_by(.);
def max: max_by(.);
def index($part): indices($part) | .[0];
def rindex($part): indices($part) | .[-1];
def combinations:
  !turn | if length == 0 then [] else .[0][] as $x | .[1:] | combinations | [$x] + . end;
def combinations($count): . as $all | [range($count)] | map($all) | combinations;
def walk(f):
  def r: if type == "object" then map_values(r) elif type == "array" then map(r) else . end | f;
  r;

# Objects
def to_entries: [keys_unsorted[] as $key | {key: $key, value: .[$key]}];
def from_entries: reduce .[] as $entry ({};
    . + {($entry | .key // .name // .Name // .Key):
         ($entry | if has("value") then .value else .Value end)});
def with_entries(f): to_entries | map(f) | from_entries;
def INDEX(source; key): reduce source as $x ({}; .[$x | key | tostring] = $x);
def INDEX(key): INDEX(.[]; key);
def JOIN($index; key): [.[] | [., $index[key]]];
def JOIN($index; source; key): source | [., $index[key]];
def JOIN($index; source; key; join): source | [., $index[key]] | join;

# Paths
def paths: path(..) | select(. != []);
def paths(f): . as $whole | paths | select(. as $path | $whole | !getpath($path) | f);
def leaf_paths: paths(scalars);
def del(f): delpaths([path(f)]);
def pick(f): . as $whole | reduce path(f) as $path (null; setpath($path; $whole | !getpath($path)));
def tostream:
  path(def r: !turn | (.[]? | r), .; r) as $path
  | !getpath($path)
  | reduce path(.[]?) as $inner ([$path, .]; [$path + $inner]);
def fromstream(f):
  foreach f as $event ({done: false, value: null};
    if .done then {done: false, value: null} else . end
    | if ($event | length) == 2
      then (if ($event[0] | length) == 0 then {done: true, value: $event[1]}
            else .value |= setpath($event[0]; $event[1]) end)
      else .done = (($event[0] | length) == 1) end;
    if .done then .value else empty end);
def truncate_stream(f): . as $depth | null | f
  | select(.[0] | length > $depth) | setpath([0]; .[0][$depth:]);

# Texts
def trimstr($part): ltrimstr($part) | rtrimstr($part);
def ascii: [.] | implode;
def todate: strftime("%Y-%m-%dT%H:%M:%SZ");
def fromdateiso8601: strptime("%Y-%m-%dT%H:%M:%SZ") | mktime;
def todateiso8601: todate;
def fromdate: fromdateiso8601;

# Regular expressions. A pattern alone may be an array of itself and the flags.
def test($pattern; $flags): !match($pattern; $flags; true);
def test($pattern): !match($pattern; true);
def match($pattern; $flags): !match($pattern; $flags; false)[];
def match($pattern): !match($pattern; false)[];
def capture($pattern; $flags): match($pattern; $flags) | !captured;
def capture($pattern): match($pattern) | !captured;
def !scanned: if (.captures | length) > 0 then [.captures[].string] else .string end;
def scan($pattern; $flags): match($pattern; "g" + $flags) | !scanned;
def scan($pattern): scan($pattern; null);
def !pieces($matches):
  . as $text
  | [foreach ($matches[], null) as $found ([0, null];
      if $found == null then [0, $text[.[0]:]]
      else [$found.offset + $found.length, $text[.[0]:$found.offset]] end;
      .[1])];
def split($pattern; $flags): !pieces([match($pattern; "g" + $flags)]);
def splits($pattern; $flags): split($pattern; $flags)[];
def splits($pattern): splits($pattern; null);
# If `f` has several outputs, the first text has the first output for each match, and so on.
def sub($pattern; f; $flags):
  . as $text
  | reduce match($pattern; $flags) as $found ([$text, 0, []];
      !replaced($found; [$found | !captured | f]))
  | .[1] as $from
  | .[2] | if . == [] then $text else .[] + $text[$from:] end;
def sub($pattern; f): sub($pattern; f; null);
def gsub($pattern; f; $flags): sub($pattern; f; "g" + $flags);
def gsub($pattern; f): sub($pattern; f; "g");

# Formats
def @text: tostring;
def @json: tojson;
def @csv: !csv;
def @tsv: !tsv;
def @html: !html;
def @uri: !uri;
def @urid: !urid;
def @sh: !sh;
def @base64: !base64;
def @base64d: !base64d;
def @base32: !base32;
def @base32d: !base32d;
def format($name):
  if $name == "text" then @text elif $name == "json" then @json
  elif $name == "csv" then @csv elif $name == "tsv" then @tsv
  elif $name == "html" then @html elif $name == "uri" then @uri
  elif $name == "urid" then @urid elif $name == "sh" then @sh
  elif $name == "base64" then @base64 elif $name == "base64d" then @base64d
  elif $name == "base32" then @base32 elif $name == "base32d" then @base32d
  else !unknown_format($name) end;

# The input is a single value, so there is no next one.
def input: error("No more inputs");
def inputs: empty;
def input_filename: null;
def input_line_number: error("Unknown input line number");
