# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_cyxth_global_optspecs
    string join \n p/profile= app-url= api-url= api-key-file= o/output= columns= jq= r/raw-output dry-run y/yes timeout= retries= max-wait= concurrency= rate= deadline= batch-size= page-size= ca-cert= v/verbose q/quiet color= h/help V/version
end

function __fish_cyxth_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_cyxth_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_cyxth_using_subcommand
    set -l cmd (__fish_cyxth_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c cyxth -n "__fish_cyxth_needs_command" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_needs_command" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_needs_command" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_needs_command" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_needs_command" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_needs_command" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_needs_command" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_needs_command" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_needs_command" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_needs_command" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_needs_command" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_needs_command" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_needs_command" -s V -l version -d 'Print version'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "users" -d 'Create, list, get, count, delete and moderate users'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "channels" -d 'Create, list, get, count, update, delete and moderate channels'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "members" -d 'Add, list, count, remove and moderate the members of a channel'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "export" -d 'Write the whole instance as a document: users, channels and members'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "diff" -d 'Show what `apply` would do to bring an instance to a document'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "apply" -d 'Bring an instance to what a document says: create, change, and with --prune remove'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "convert" -d 'Write another service\'s export as a document: Slack, Mattermost, Stream'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "profile" -d 'Store instances: their app URLs and API keys'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "sandbox" -d 'Run a Cyxth instance on this machine'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "tokens" -d 'Sign the tokens that let users in, and look into them'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "completions" -d 'Print a completion script for a shell'
complete -c cyxth -n "__fish_cyxth_needs_command" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "create" -d 'Create users from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "list" -d 'List users: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "get" -d 'Show users by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "count" -d 'Print how many users there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "delete" -d 'Delete users by id, and their memberships with them'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "moderate" -d 'Give users a mode: block them, make them admins, or anything between'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and not __fish_seen_subcommand_from create list get count delete moderate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l format -d 'How the input is written' -r -f -a "auto\t'CSV for a file that ends in .csv, else JSON or JSON Lines'
json\t'JSON: arrays, objects, JSON Lines'
csv\t'Comma-separated values under a header'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l id -d 'Id of a single user' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l mode -d 'Its mode: block, send_only, recv_only, send_recv, admin or a number' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l metadata -d 'A field of its metadata; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l allow-empty -d 'Take input without any record as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l skip-existing -d 'Leave out what is there already'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l limit -d 'This many records in all, however many pages that takes' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l starting-after -d 'Begin after this id; records are sorted by id' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l all -d 'All records, however many pages that takes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l count -d 'Print how many there are, and nothing else'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l mode -d 'The new mode: block, send_only, recv_only, send_recv, admin or a number' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from moderate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create users from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "list" -d 'List users: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show users by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "count" -d 'Print how many users there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete users by id, and their memberships with them'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "moderate" -d 'Give users a mode: block them, make them admins, or anything between'
complete -c cyxth -n "__fish_cyxth_using_subcommand users; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "create" -d 'Create channels from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "list" -d 'List channels: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "get" -d 'Show channels by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "count" -d 'Print how many channels there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "delete" -d 'Delete channels by id'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "update" -d 'Replace fields of channels'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "moderate" -d 'Give members of a channel a mode; the same as `members moderate`'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and not __fish_seen_subcommand_from create list get count delete update moderate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l format -d 'How the input is written' -r -f -a "auto\t'CSV for a file that ends in .csv, else JSON or JSON Lines'
json\t'JSON: arrays, objects, JSON Lines'
csv\t'Comma-separated values under a header'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l id -d 'Id of a single channel' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l name -d 'Its name' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l logo -d 'The URL of its logo' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l member -d 'A user id to begin with; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l allow-empty -d 'Take input without any record as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l skip-existing -d 'Leave out what is there already'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l limit -d 'This many records in all, however many pages that takes' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l starting-after -d 'Begin after this id; records are sorted by id' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l member -d 'Only channels that this user is a member of' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l all -d 'All records, however many pages that takes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l count -d 'Print how many there are, and nothing else'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l member -d 'Only channels that this user is a member of' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from delete" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l format -d 'How the input is written' -r -f -a "auto\t'CSV for a file that ends in .csv, else JSON or JSON Lines'
json\t'JSON: arrays, objects, JSON Lines'
csv\t'Comma-separated values under a header'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l id -d 'Id of a single channel; an argument beside --name or --logo is one too' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l name -d 'Its new name' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l logo -d 'The URL of its new logo' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l allow-empty -d 'Take input without any record as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from update" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l mode -d 'The new mode: block, send_only, recv_only, send_recv, admin or a number' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from moderate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "create" -d 'Create channels from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "list" -d 'List channels: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "get" -d 'Show channels by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "count" -d 'Print how many channels there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "delete" -d 'Delete channels by id'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "update" -d 'Replace fields of channels'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "moderate" -d 'Give members of a channel a mode; the same as `members moderate`'
complete -c cyxth -n "__fish_cyxth_using_subcommand channels; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "add" -d 'Add users to a channel; those who are members already stay as they are'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "list" -d 'List the members of a channel: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "count" -d 'Print how many members a channel has'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "remove" -d 'Remove users from a channel; the users themselves stay'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "moderate" -d 'Give members of a channel a mode: block them there, let them only read, …'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and not __fish_seen_subcommand_from add list count remove moderate help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l limit -d 'This many records in all, however many pages that takes' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l starting-after -d 'Begin after this id; records are sorted by id' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l all -d 'All records, however many pages that takes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l count -d 'Print how many there are, and nothing else'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l filter -d 'Only records for which this holds, such as mode=admin; may be given several times' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l match -d 'Only records with this text in their id or name, whatever its case' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from count" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l from -d 'A file of ids, or of records that have an id; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l format -d 'How the ids are written' -r -f -a "auto\t'JSON where it looks like it, else plain lines'
json\t'JSON: strings, or objects with an id'
csv\t'Comma-separated values with a column `id`'
lines\t'One id a line, whatever it looks like'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l rejects -d 'Write the refused records to a file, as JSON Lines with line and error' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l shard -d 'Work on the K-th of N parts of the input; the split is the same on every machine' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l report -d 'Write what became of every batch that was sent to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l mode -d 'The new mode: block, send_only, recv_only, send_recv, admin or a number' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l allow-empty -d 'Take input without any id as nothing to do, not as a mistake'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l keep-going -d 'Isolate the records that the service refuses, and do all others'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l check -d 'Only read the whole input and report its mistakes; send nothing'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from moderate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "add" -d 'Add users to a channel; those who are members already stay as they are'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the members of a channel: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "count" -d 'Print how many members a channel has'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove users from a channel; the users themselves stay'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "moderate" -d 'Give members of a channel a mode: block them there, let them only read, …'
complete -c cyxth -n "__fish_cyxth_using_subcommand members; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l channel -d 'Only this channel, its members, and the users that they are; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l to -d 'Write the document to a file instead of standard output' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l ignore -d 'Leave a field out, `last_seen` or a dotted `metadata.seen`; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l users -d 'Only users'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l channels -d 'Only channels'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l members -d 'Only the members of channels, these by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s f -l file -d 'A document, as FILE; may be given several times' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l ignore -d 'Leave a field out of account, `last_seen` or a dotted `metadata.seen`; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l exit-code -d 'End with exit status 11 where the instance differs'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s f -l file -d 'A document, as FILE; may be given several times' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l ignore -d 'Leave a field out of account, `last_seen` or a dotted `metadata.seen`; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l report -d 'Write what became of every request to a file, as JSON' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l prune -d 'Remove what is not in the document, within the sections that it has'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l recreate -d 'Delete users whose name or metadata differ, and create them anew'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l keep-going -d 'Isolate what the service refuses, and do all other steps'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l schema -d 'Print the JSON Schema of documents, and do nothing else'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l to -d 'Write the document to a file instead of standard output' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand convert" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "add" -d 'Store an instance: its app URL, and where its API key comes from'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "set-key" -d 'Replace the key of a profile, and nothing else of it'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "list" -d 'List the stored instances, and the sandbox'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "use" -d 'Make a profile the default'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "show" -d 'Show a profile: URLs, where the key comes from, its last four characters'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "remove" -d 'Remove a profile and its stored key'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "check" -d 'Check a profile with one cheap read: reachable, TLS, key, time'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and not __fish_seen_subcommand_from add set-key list use show remove check help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-command -d 'A command that prints the key; it is run at each use, and the key is not stored' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-env -d 'A variable that holds the key at each use; the key is not stored' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l replace -d 'Change the profile of that name; what is not given stays as it is'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l key-stdin -d 'Take the first line of standard input as the key'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l key-command -d 'A command that prints the key; it is run at each use, and the key is not stored' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l key-env -d 'A variable that holds the key at each use; the key is not stored' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l key-stdin -d 'Take the first line of standard input as the key'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from set-key" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from use" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "add" -d 'Store an instance: its app URL, and where its API key comes from'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "set-key" -d 'Replace the key of a profile, and nothing else of it'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "list" -d 'List the stored instances, and the sandbox'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "use" -d 'Make a profile the default'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "show" -d 'Show a profile: URLs, where the key comes from, its last four characters'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "remove" -d 'Remove a profile and its stored key'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "check" -d 'Check a profile with one cheap read: reachable, TLS, key, time'
complete -c cyxth -n "__fish_cyxth_using_subcommand profile; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -f -a "serve" -d 'Serve an instance to other programs until Ctrl-C or SIGTERM'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -f -a "reset" -d 'Empty the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -f -a "path" -d 'Print the file that holds the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and not __fish_seen_subcommand_from serve reset path help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l listen -d 'Loopback address and port to listen on; port 0 takes a free one' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l data -d 'File that holds the instance; without it the one of the profile `sandbox`' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l api-key -d 'The API key to accept; without it one is made up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l member-delay -d 'How long initial members of a channel take to be added, in milliseconds' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l latency -d 'Hold each answer back, 200 or 200±50 milliseconds (200+-50 is the same)' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l fail -d 'Let a share of the requests go wrong: RATE:WHAT, as 5%:503 (repeatable)' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l rate-limit -d 'Turn away more than N requests a second: N for a 429, N:STATUS for another status' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l seed -d 'Begin the random numbers here, to meet the same faults again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l cursor -d 'How pages take `starting_after`: inclusive, existing, spaced and others' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l max-page -d 'Give no more than N records a page; with `N:reject`, refuse larger limits with 400' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l max-body -d 'Answer 413 to a larger body than this; 8 MiB without it' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l in-memory -d 'Keep everything in memory; it is gone at the end'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l strict -d 'Refuse to create a user or channel without a name'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l strict-add -d 'Refuse to add members of whom one is there already'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from serve" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "serve" -d 'Serve an instance to other programs until Ctrl-C or SIGTERM'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "reset" -d 'Empty the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "path" -d 'Print the file that holds the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand sandbox; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -f -a "create" -d 'Sign a token that lets a user in'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -f -a "inspect" -d 'Show the header, the claims and the time left of a token'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -f -a "keygen" -d 'Make a key that signs tokens, and print its public key'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and not __fish_seen_subcommand_from create inspect keygen help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l user -d 'The id of the user' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l private-key -d 'The team\'s private key, Ed25519 as PKCS#8 in PEM form; `-` is standard input' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l mode -d 'The user\'s mode: a name or a number; with --claims 2024-04 admin, editor, viewer or no-access' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l channel -d 'A channel that the user joins, with a mode there or without; may be given several times' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l data -d 'Data of the user, as JSON' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l duration -d 'How long the token is valid: 90s, 30m, 2h, 3d at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l claims -d 'The form of the claims, by the release of @cyxth/auth that has it' -r -f -a "2024-12\t'Permissions are numbers, in `mode`'
2024-04\t'Permissions are names, in `access` for the user and in `mode` for a channel'"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l pkce -d 'Add a challenge (S256) and its verifier: Proof Key for Code Exchange (RFC 7636)'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l public-key -d 'The public key to verify the signature with, in PEM form' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from inspect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l private-key -d 'Where the private key is written: PKCS#8 in PEM form, for its owner alone, never over a file' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from keygen" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from help" -f -a "create" -d 'Sign a token that lets a user in'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from help" -f -a "inspect" -d 'Show the header, the claims and the time left of a token'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from help" -f -a "keygen" -d 'Make a key that signs tokens, and print its public key'
complete -c cyxth -n "__fish_cyxth_using_subcommand tokens; and __fish_seen_subcommand_from help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s p -l profile -d 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l app-url -d 'App URL as the console shows it; overrides the profile\'s [env: CYXTH_APP_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l api-url -d 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l api-key-file -d 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s o -l output -d 'How results are printed [env: CYXTH_OUTPUT] [default: table]' -r -f -a "table\t'Columns under a header'
json\t'One array, or one object'
jsonl\t'One object a line'
csv\t'Comma-separated values under a header (RFC 4180)'
id\t'Ids only, one a line'"
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l columns -d 'Fields of a table or CSV, such as id,name,metadata.avatar' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l jq -d 'Filter the JSON with a jq expression; implies -o json' -r -f
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l timeout -d 'How long a request may stand still before it is given up' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l retries -d 'How often a request is tried again; 0 tries nothing again' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l max-wait -d 'How long one request may wait, for a service that is away or overloaded, or between retries' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l concurrency -d 'Requests in flight' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l rate -d 'Requests a second at most' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l deadline -d 'Time limit of the whole run; what is not sent by then is not sent' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l batch-size -d 'Records per request; at most 1000 for channels' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l page-size -d 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]' -r
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l ca-cert -d 'A further root certificate, as PEM [env: CYXTH_CA_CERT]' -r -F
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l color -d 'When to use colours [env: NO_COLOR]' -r -f -a "auto\t''
always\t''
never\t''"
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s r -l raw-output -d 'With --jq: print strings without quotes'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -l dry-run -d 'Change nothing; print each request that would, as a curl command'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s y -l yes -d 'Do not ask for confirmation'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s v -l verbose -d 'Report requests, times and retries on standard error'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s q -l quiet -d 'Print results and errors only'
complete -c cyxth -n "__fish_cyxth_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "users" -d 'Create, list, get, count, delete and moderate users'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "channels" -d 'Create, list, get, count, update, delete and moderate channels'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "members" -d 'Add, list, count, remove and moderate the members of a channel'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "export" -d 'Write the whole instance as a document: users, channels and members'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "diff" -d 'Show what `apply` would do to bring an instance to a document'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "apply" -d 'Bring an instance to what a document says: create, change, and with --prune remove'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "convert" -d 'Write another service\'s export as a document: Slack, Mattermost, Stream'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "profile" -d 'Store instances: their app URLs and API keys'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "sandbox" -d 'Run a Cyxth instance on this machine'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "tokens" -d 'Sign the tokens that let users in, and look into them'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "completions" -d 'Print a completion script for a shell'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and not __fish_seen_subcommand_from users channels members export diff apply convert profile sandbox tokens completions help" -f -a "help" -d 'Print this message or the help of the given subcommand(s)'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "create" -d 'Create users from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "list" -d 'List users: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "get" -d 'Show users by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "count" -d 'Print how many users there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "delete" -d 'Delete users by id, and their memberships with them'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from users" -f -a "moderate" -d 'Give users a mode: block them, make them admins, or anything between'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "create" -d 'Create channels from files, standard input or flags'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "list" -d 'List channels: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "get" -d 'Show channels by their ids'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "count" -d 'Print how many channels there are'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "delete" -d 'Delete channels by id'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "update" -d 'Replace fields of channels'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from channels" -f -a "moderate" -d 'Give members of a channel a mode; the same as `members moderate`'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from members" -f -a "add" -d 'Add users to a channel; those who are members already stay as they are'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from members" -f -a "list" -d 'List the members of a channel: the first 50, --limit N of them, or --all'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from members" -f -a "count" -d 'Print how many members a channel has'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from members" -f -a "remove" -d 'Remove users from a channel; the users themselves stay'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from members" -f -a "moderate" -d 'Give members of a channel a mode: block them there, let them only read, …'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "add" -d 'Store an instance: its app URL, and where its API key comes from'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "set-key" -d 'Replace the key of a profile, and nothing else of it'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the stored instances, and the sandbox'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "use" -d 'Make a profile the default'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "show" -d 'Show a profile: URLs, where the key comes from, its last four characters'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "remove" -d 'Remove a profile and its stored key'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from profile" -f -a "check" -d 'Check a profile with one cheap read: reachable, TLS, key, time'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "serve" -d 'Serve an instance to other programs until Ctrl-C or SIGTERM'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "reset" -d 'Empty the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from sandbox" -f -a "path" -d 'Print the file that holds the instance of the profile `sandbox`'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from tokens" -f -a "create" -d 'Sign a token that lets a user in'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from tokens" -f -a "inspect" -d 'Show the header, the claims and the time left of a token'
complete -c cyxth -n "__fish_cyxth_using_subcommand help; and __fish_seen_subcommand_from tokens" -f -a "keygen" -d 'Make a key that signs tokens, and print its public key'
