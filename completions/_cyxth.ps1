
using namespace System.Management.Automation
using namespace System.Management.Automation.Language

Register-ArgumentCompleter -Native -CommandName 'cyxth' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $commandElements = $commandAst.CommandElements
    $command = @(
        'cyxth'
        for ($i = 1; $i -lt $commandElements.Count; $i++) {
            $element = $commandElements[$i]
            if ($element -isnot [StringConstantExpressionAst] -or
                $element.StringConstantType -ne [StringConstantType]::BareWord -or
                $element.Value.StartsWith('-') -or
                $element.Value -eq $wordToComplete) {
                break
        }
        $element.Value
    }) -join ';'

    $completions = @(switch ($command) {
        'cyxth' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('-V', '-V ', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('--version', '--version', [CompletionResultType]::ParameterName, 'Print version')
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create, list, get, count, delete and moderate users')
            [CompletionResult]::new('channels', 'channels', [CompletionResultType]::ParameterValue, 'Create, list, get, count, update, delete and moderate channels')
            [CompletionResult]::new('members', 'members', [CompletionResultType]::ParameterValue, 'Add, list, count, remove and moderate the members of a channel')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Show an instance at a glance: users, channels and members')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write an instance as a document: users, channels and members')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what `apply` would do to bring an instance to a document')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring an instance to what a document says')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write the export of Slack, Mattermost or Stream as a document')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send any request to the API, and print the answer')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Store instances: their app URLs and API keys')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run a Cyxth instance on this machine')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Sign the tokens that let users in, and look into them')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;users' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create users from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show users by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many users there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete users by id, and their memberships with them')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give users a mode: block them, make them admins, or anything between')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;users;create' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the input is written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Id of a single user')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its name')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'Its mode: block, send_only, recv_only, send_recv, admin or a number')
            [CompletionResult]::new('--metadata', '--metadata', [CompletionResultType]::ParameterName, 'A field of its metadata; may be given several times')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any record as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('--skip-existing', '--skip-existing', [CompletionResultType]::ParameterName, 'Leave out what is there already')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'This many records in all, however many pages that takes')
            [CompletionResult]::new('--starting-after', '--starting-after', [CompletionResultType]::ParameterName, 'Begin after this id; records are sorted by id')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'In the order of this field, -FIELD for descending; all records are read first')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All records, however many pages that takes')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Print how many there are, and nothing else')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Tables and CSV without their first line')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;get' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;count' {
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;delete' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;moderate' {
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The new mode: block, send_only, recv_only, send_recv, admin or a number')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;users;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create users from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show users by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many users there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete users by id, and their memberships with them')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give users a mode: block them, make them admins, or anything between')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;users;help;create' {
            break
        }
        'cyxth;users;help;list' {
            break
        }
        'cyxth;users;help;get' {
            break
        }
        'cyxth;users;help;count' {
            break
        }
        'cyxth;users;help;delete' {
            break
        }
        'cyxth;users;help;moderate' {
            break
        }
        'cyxth;users;help;help' {
            break
        }
        'cyxth;channels' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create channels from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List channels: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show channels by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many channels there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete channels by id')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Replace fields of channels')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode; the same as `members moderate`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;channels;create' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the input is written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Id of a single channel')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its name')
            [CompletionResult]::new('--logo', '--logo', [CompletionResultType]::ParameterName, 'The URL of its logo')
            [CompletionResult]::new('--member', '--member', [CompletionResultType]::ParameterName, 'A user id to begin with; may be given several times')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any record as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('--skip-existing', '--skip-existing', [CompletionResultType]::ParameterName, 'Leave out what is there already')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'This many records in all, however many pages that takes')
            [CompletionResult]::new('--starting-after', '--starting-after', [CompletionResultType]::ParameterName, 'Begin after this id; records are sorted by id')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'In the order of this field, -FIELD for descending; all records are read first')
            [CompletionResult]::new('--member', '--member', [CompletionResultType]::ParameterName, 'Only channels that this user is a member of')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All records, however many pages that takes')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Print how many there are, and nothing else')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Tables and CSV without their first line')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;get' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;count' {
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('--member', '--member', [CompletionResultType]::ParameterName, 'Only channels that this user is a member of')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;delete' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;update' {
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the input is written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('--id', '--id', [CompletionResultType]::ParameterName, 'Id of a single channel; an argument beside --name or --logo is one too')
            [CompletionResult]::new('--name', '--name', [CompletionResultType]::ParameterName, 'Its new name')
            [CompletionResult]::new('--logo', '--logo', [CompletionResultType]::ParameterName, 'The URL of its new logo')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any record as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;moderate' {
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The new mode: block, send_only, recv_only, send_recv, admin or a number')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;channels;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create channels from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List channels: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show channels by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many channels there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete channels by id')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Replace fields of channels')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode; the same as `members moderate`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;channels;help;create' {
            break
        }
        'cyxth;channels;help;list' {
            break
        }
        'cyxth;channels;help;get' {
            break
        }
        'cyxth;channels;help;count' {
            break
        }
        'cyxth;channels;help;delete' {
            break
        }
        'cyxth;channels;help;update' {
            break
        }
        'cyxth;channels;help;moderate' {
            break
        }
        'cyxth;channels;help;help' {
            break
        }
        'cyxth;members' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a channel; those who are members already stay as they are')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the members of a channel: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many members a channel has')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users from a channel; the users themselves stay')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode: block them there, let them only read, …')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;members;add' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;members;list' {
            [CompletionResult]::new('--limit', '--limit', [CompletionResultType]::ParameterName, 'This many records in all, however many pages that takes')
            [CompletionResult]::new('--starting-after', '--starting-after', [CompletionResultType]::ParameterName, 'Begin after this id; records are sorted by id')
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('--sort', '--sort', [CompletionResultType]::ParameterName, 'In the order of this field, -FIELD for descending; all records are read first')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--all', '--all', [CompletionResultType]::ParameterName, 'All records, however many pages that takes')
            [CompletionResult]::new('--count', '--count', [CompletionResultType]::ParameterName, 'Print how many there are, and nothing else')
            [CompletionResult]::new('--no-headers', '--no-headers', [CompletionResultType]::ParameterName, 'Tables and CSV without their first line')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;members;count' {
            [CompletionResult]::new('--filter', '--filter', [CompletionResultType]::ParameterName, 'Only records for which this holds, such as mode=admin; may be given several times')
            [CompletionResult]::new('--match', '--match', [CompletionResultType]::ParameterName, 'Only records with this text in their id or name, whatever its case')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;members;remove' {
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;members;moderate' {
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The new mode: block, send_only, recv_only, send_recv, admin or a number')
            [CompletionResult]::new('--from', '--from', [CompletionResultType]::ParameterName, 'A file of ids, or of records that have an id; `-` is standard input')
            [CompletionResult]::new('--format', '--format', [CompletionResultType]::ParameterName, 'How the ids are written')
            [CompletionResult]::new('--rejects', '--rejects', [CompletionResultType]::ParameterName, 'Write the refused records to a file, as JSON Lines with line and error')
            [CompletionResult]::new('--shard', '--shard', [CompletionResultType]::ParameterName, 'Work on the K-th of N parts of the input; the split is the same on every machine')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every batch that was sent to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--allow-empty', '--allow-empty', [CompletionResultType]::ParameterName, 'Take input without any id as nothing to do, not as a mistake')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate the records that the service refuses, and do all others')
            [CompletionResult]::new('--check', '--check', [CompletionResultType]::ParameterName, 'Only read the whole input and report its mistakes; send nothing')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;members;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a channel; those who are members already stay as they are')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the members of a channel: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many members a channel has')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users from a channel; the users themselves stay')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode: block them there, let them only read, …')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;members;help;add' {
            break
        }
        'cyxth;members;help;list' {
            break
        }
        'cyxth;members;help;count' {
            break
        }
        'cyxth;members;help;remove' {
            break
        }
        'cyxth;members;help;moderate' {
            break
        }
        'cyxth;members;help;help' {
            break
        }
        'cyxth;stats' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;export' {
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'Only this channel, its members, and the users that they are; may be given several times')
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Write the document to a file instead of standard output')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Leave a field out, `last_seen` or a dotted `metadata.seen`; may be given several times')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--users', '--users', [CompletionResultType]::ParameterName, 'Only users')
            [CompletionResult]::new('--channels', '--channels', [CompletionResultType]::ParameterName, 'Only channels')
            [CompletionResult]::new('--members', '--members', [CompletionResultType]::ParameterName, 'Only the members of channels, these by their ids')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;diff' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A document, as FILE; may be given several times')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A document, as FILE; may be given several times')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Leave a field out of account, `last_seen` or a dotted `metadata.seen`; may be given several times')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--exit-code', '--exit-code', [CompletionResultType]::ParameterName, 'End with exit status 11 where the instance differs')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;apply' {
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'A document, as FILE; may be given several times')
            [CompletionResult]::new('--file', '--file', [CompletionResultType]::ParameterName, 'A document, as FILE; may be given several times')
            [CompletionResult]::new('--ignore', '--ignore', [CompletionResultType]::ParameterName, 'Leave a field out of account, `last_seen` or a dotted `metadata.seen`; may be given several times')
            [CompletionResult]::new('--report', '--report', [CompletionResultType]::ParameterName, 'Write what became of every request to a file, as JSON')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--prune', '--prune', [CompletionResultType]::ParameterName, 'Remove what is not in the document, within the sections that it has')
            [CompletionResult]::new('--recreate', '--recreate', [CompletionResultType]::ParameterName, 'Delete users whose name or metadata differ, and create them anew')
            [CompletionResult]::new('--keep-going', '--keep-going', [CompletionResultType]::ParameterName, 'Isolate what the service refuses, and do all other steps')
            [CompletionResult]::new('--schema', '--schema', [CompletionResultType]::ParameterName, 'Print the JSON Schema of documents, and do nothing else')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;convert' {
            [CompletionResult]::new('--to', '--to', [CompletionResultType]::ParameterName, 'Write the document to a file instead of standard output')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;api' {
            [CompletionResult]::new('--input', '--input', [CompletionResultType]::ParameterName, 'Send the bytes of a file as the body; `-` is standard input')
            [CompletionResult]::new('-F', '-F ', [CompletionResultType]::ParameterName, 'Add a field to a JSON object that is sent; may be given several times')
            [CompletionResult]::new('--field', '--field', [CompletionResultType]::ParameterName, 'Add a field to a JSON object that is sent; may be given several times')
            [CompletionResult]::new('-f', '-f', [CompletionResultType]::ParameterName, 'The same, and the value is always a text')
            [CompletionResult]::new('--raw-field', '--raw-field', [CompletionResultType]::ParameterName, 'The same, and the value is always a text')
            [CompletionResult]::new('--query', '--query', [CompletionResultType]::ParameterName, 'Add a field to the query, percent-encoded; may be given several times')
            [CompletionResult]::new('-H', '-H ', [CompletionResultType]::ParameterName, 'Add a header, or replace one; may be given several times')
            [CompletionResult]::new('--header', '--header', [CompletionResultType]::ParameterName, 'Add a header, or replace one; may be given several times')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--paginate', '--paginate', [CompletionResultType]::ParameterName, 'Read all pages of a list and print one array')
            [CompletionResult]::new('-i', '-i', [CompletionResultType]::ParameterName, 'Print the status line and the headers of the answer before its body')
            [CompletionResult]::new('--include', '--include', [CompletionResultType]::ParameterName, 'Print the status line and the headers of the answer before its body')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store an instance: its app URL, and where its API key comes from')
            [CompletionResult]::new('set-key', 'set-key', [CompletionResultType]::ParameterValue, 'Replace the key of a profile, and nothing else of it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the stored instances, and the sandbox')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the default')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile: URLs, where the key comes from, its last four characters')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile and its stored key')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile with one cheap read: reachable, TLS, key, time')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;profile;add' {
            [CompletionResult]::new('--key-command', '--key-command', [CompletionResultType]::ParameterName, 'A command that prints the key; it is run at each use, and the key is not stored')
            [CompletionResult]::new('--key-env', '--key-env', [CompletionResultType]::ParameterName, 'A variable that holds the key at each use; the key is not stored')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--replace', '--replace', [CompletionResultType]::ParameterName, 'Change the profile of that name; what is not given stays as it is')
            [CompletionResult]::new('--key-stdin', '--key-stdin', [CompletionResultType]::ParameterName, 'Take the first line of standard input as the key')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;set-key' {
            [CompletionResult]::new('--key-command', '--key-command', [CompletionResultType]::ParameterName, 'A command that prints the key; it is run at each use, and the key is not stored')
            [CompletionResult]::new('--key-env', '--key-env', [CompletionResultType]::ParameterName, 'A variable that holds the key at each use; the key is not stored')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--key-stdin', '--key-stdin', [CompletionResultType]::ParameterName, 'Take the first line of standard input as the key')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;list' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;use' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;show' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;remove' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;check' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;profile;help' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store an instance: its app URL, and where its API key comes from')
            [CompletionResult]::new('set-key', 'set-key', [CompletionResultType]::ParameterValue, 'Replace the key of a profile, and nothing else of it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the stored instances, and the sandbox')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the default')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile: URLs, where the key comes from, its last four characters')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile and its stored key')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile with one cheap read: reachable, TLS, key, time')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;profile;help;add' {
            break
        }
        'cyxth;profile;help;set-key' {
            break
        }
        'cyxth;profile;help;list' {
            break
        }
        'cyxth;profile;help;use' {
            break
        }
        'cyxth;profile;help;show' {
            break
        }
        'cyxth;profile;help;remove' {
            break
        }
        'cyxth;profile;help;check' {
            break
        }
        'cyxth;profile;help;help' {
            break
        }
        'cyxth;sandbox' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve an instance to other programs until Ctrl-C or SIGTERM')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Empty the instance of the profile `sandbox`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the file that holds the instance of the profile `sandbox`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;sandbox;serve' {
            [CompletionResult]::new('--listen', '--listen', [CompletionResultType]::ParameterName, 'Loopback address and port to listen on; port 0 takes a free one')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'File that holds the instance; without it the one of the profile `sandbox`')
            [CompletionResult]::new('--api-key', '--api-key', [CompletionResultType]::ParameterName, 'The API key to accept; without it one is made up')
            [CompletionResult]::new('--member-delay', '--member-delay', [CompletionResultType]::ParameterName, 'How long initial members of a channel take to be added, in milliseconds')
            [CompletionResult]::new('--latency', '--latency', [CompletionResultType]::ParameterName, 'Hold each answer back, 200 or 200±50 milliseconds (200+-50 is the same)')
            [CompletionResult]::new('--fail', '--fail', [CompletionResultType]::ParameterName, 'Let a share of the requests go wrong: RATE:WHAT, as 5%:503 (repeatable)')
            [CompletionResult]::new('--rate-limit', '--rate-limit', [CompletionResultType]::ParameterName, 'Turn away more than N requests a second: N for a 429, N:STATUS for another status')
            [CompletionResult]::new('--seed', '--seed', [CompletionResultType]::ParameterName, 'Begin the random numbers here, to meet the same faults again')
            [CompletionResult]::new('--cursor', '--cursor', [CompletionResultType]::ParameterName, 'How pages take `starting_after`: inclusive, existing, spaced and others')
            [CompletionResult]::new('--max-page', '--max-page', [CompletionResultType]::ParameterName, 'Give no more than N records a page; with `N:reject`, refuse larger limits with 400')
            [CompletionResult]::new('--max-body', '--max-body', [CompletionResultType]::ParameterName, 'Answer 413 to a larger body than this; 8 MiB without it')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--in-memory', '--in-memory', [CompletionResultType]::ParameterName, 'Keep everything in memory; it is gone at the end')
            [CompletionResult]::new('--strict', '--strict', [CompletionResultType]::ParameterName, 'Refuse to create a user or channel without a name')
            [CompletionResult]::new('--strict-add', '--strict-add', [CompletionResultType]::ParameterName, 'Refuse to add members of whom one is there already')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;sandbox;reset' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;sandbox;path' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;sandbox;help' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve an instance to other programs until Ctrl-C or SIGTERM')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Empty the instance of the profile `sandbox`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the file that holds the instance of the profile `sandbox`')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;sandbox;help;serve' {
            break
        }
        'cyxth;sandbox;help;reset' {
            break
        }
        'cyxth;sandbox;help;path' {
            break
        }
        'cyxth;sandbox;help;help' {
            break
        }
        'cyxth;tokens' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Sign a token that lets a user in')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show the header, the claims and the time left of a token')
            [CompletionResult]::new('keygen', 'keygen', [CompletionResultType]::ParameterValue, 'Make a key that signs tokens, and print its public key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;tokens;create' {
            [CompletionResult]::new('--user', '--user', [CompletionResultType]::ParameterName, 'The id of the user')
            [CompletionResult]::new('--private-key', '--private-key', [CompletionResultType]::ParameterName, 'The team''s private key, Ed25519 as PKCS#8 in PEM form; `-` is standard input')
            [CompletionResult]::new('--mode', '--mode', [CompletionResultType]::ParameterName, 'The user''s mode: a name or a number; with --claims 2024-04 admin, editor, viewer or no-access')
            [CompletionResult]::new('--channel', '--channel', [CompletionResultType]::ParameterName, 'A channel that the user joins, with a mode there or without; may be given several times')
            [CompletionResult]::new('--data', '--data', [CompletionResultType]::ParameterName, 'Data of the user, as JSON')
            [CompletionResult]::new('--duration', '--duration', [CompletionResultType]::ParameterName, 'How long the token is valid: 90s, 30m, 2h, 3d at most')
            [CompletionResult]::new('--claims', '--claims', [CompletionResultType]::ParameterName, 'The form of the claims, by the release of @cyxth/auth that has it')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('--pkce', '--pkce', [CompletionResultType]::ParameterName, 'Add a challenge (S256) and its verifier: Proof Key for Code Exchange (RFC 7636)')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;tokens;inspect' {
            [CompletionResult]::new('--public-key', '--public-key', [CompletionResultType]::ParameterName, 'The public key to verify the signature with, in PEM form')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;tokens;keygen' {
            [CompletionResult]::new('--private-key', '--private-key', [CompletionResultType]::ParameterName, 'Where the private key is written: PKCS#8 in PEM form, for its owner alone, never over a file')
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;tokens;help' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Sign a token that lets a user in')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show the header, the claims and the time left of a token')
            [CompletionResult]::new('keygen', 'keygen', [CompletionResultType]::ParameterValue, 'Make a key that signs tokens, and print its public key')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;tokens;help;create' {
            break
        }
        'cyxth;tokens;help;inspect' {
            break
        }
        'cyxth;tokens;help;keygen' {
            break
        }
        'cyxth;tokens;help;help' {
            break
        }
        'cyxth;completions' {
            [CompletionResult]::new('-p', '-p', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--profile', '--profile', [CompletionResultType]::ParameterName, 'The stored instance to use; `sandbox` is always there [env: CYXTH_PROFILE]')
            [CompletionResult]::new('--app-url', '--app-url', [CompletionResultType]::ParameterName, 'App URL as the console shows it; overrides the profile''s [env: CYXTH_APP_URL]')
            [CompletionResult]::new('--api-url', '--api-url', [CompletionResultType]::ParameterName, 'The full API URL, where it is not the app URL plus /api [env: CYXTH_API_URL]')
            [CompletionResult]::new('--api-key-file', '--api-key-file', [CompletionResultType]::ParameterName, 'File with the API key in its first line [env: CYXTH_API_KEY holds the key itself]')
            [CompletionResult]::new('-o', '-o', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--output', '--output', [CompletionResultType]::ParameterName, 'How results are printed [env: CYXTH_OUTPUT] [default: table]')
            [CompletionResult]::new('--columns', '--columns', [CompletionResultType]::ParameterName, 'Fields of a table or CSV, such as id,name,metadata.avatar')
            [CompletionResult]::new('--jq', '--jq', [CompletionResultType]::ParameterName, 'Filter the JSON with a jq expression; implies -o json')
            [CompletionResult]::new('--timeout', '--timeout', [CompletionResultType]::ParameterName, 'How long a request may stand still before it is given up')
            [CompletionResult]::new('--retries', '--retries', [CompletionResultType]::ParameterName, 'How often a request is tried again; 0 tries nothing again')
            [CompletionResult]::new('--max-wait', '--max-wait', [CompletionResultType]::ParameterName, 'How long one request may wait, for a service that is away or overloaded, or between retries')
            [CompletionResult]::new('--concurrency', '--concurrency', [CompletionResultType]::ParameterName, 'Requests in flight')
            [CompletionResult]::new('--rate', '--rate', [CompletionResultType]::ParameterName, 'Requests a second at most')
            [CompletionResult]::new('--deadline', '--deadline', [CompletionResultType]::ParameterName, 'Time limit of the whole run; what is not sent by then is not sent')
            [CompletionResult]::new('--batch-size', '--batch-size', [CompletionResultType]::ParameterName, 'Records per request; at most 1000 for channels')
            [CompletionResult]::new('--page-size', '--page-size', [CompletionResultType]::ParameterName, 'Records per page of a listing; `list` alone shows so many [default: 50 shown, 1000 read]')
            [CompletionResult]::new('--ca-cert', '--ca-cert', [CompletionResultType]::ParameterName, 'A further root certificate, as PEM [env: CYXTH_CA_CERT]')
            [CompletionResult]::new('--color', '--color', [CompletionResultType]::ParameterName, 'When to use colours [env: NO_COLOR]')
            [CompletionResult]::new('-r', '-r', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--raw-output', '--raw-output', [CompletionResultType]::ParameterName, 'With --jq: print strings without quotes')
            [CompletionResult]::new('--dry-run', '--dry-run', [CompletionResultType]::ParameterName, 'Change nothing; print each request that would, as a curl command')
            [CompletionResult]::new('-y', '-y', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('--yes', '--yes', [CompletionResultType]::ParameterName, 'Do not ask for confirmation')
            [CompletionResult]::new('-v', '-v', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('--verbose', '--verbose', [CompletionResultType]::ParameterName, 'Report requests, times and retries on standard error')
            [CompletionResult]::new('-q', '-q', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('--quiet', '--quiet', [CompletionResultType]::ParameterName, 'Print results and errors only')
            [CompletionResult]::new('-h', '-h', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            [CompletionResult]::new('--help', '--help', [CompletionResultType]::ParameterName, 'Print help (see more with ''--help'')')
            break
        }
        'cyxth;help' {
            [CompletionResult]::new('users', 'users', [CompletionResultType]::ParameterValue, 'Create, list, get, count, delete and moderate users')
            [CompletionResult]::new('channels', 'channels', [CompletionResultType]::ParameterValue, 'Create, list, get, count, update, delete and moderate channels')
            [CompletionResult]::new('members', 'members', [CompletionResultType]::ParameterValue, 'Add, list, count, remove and moderate the members of a channel')
            [CompletionResult]::new('stats', 'stats', [CompletionResultType]::ParameterValue, 'Show an instance at a glance: users, channels and members')
            [CompletionResult]::new('export', 'export', [CompletionResultType]::ParameterValue, 'Write an instance as a document: users, channels and members')
            [CompletionResult]::new('diff', 'diff', [CompletionResultType]::ParameterValue, 'Show what `apply` would do to bring an instance to a document')
            [CompletionResult]::new('apply', 'apply', [CompletionResultType]::ParameterValue, 'Bring an instance to what a document says')
            [CompletionResult]::new('convert', 'convert', [CompletionResultType]::ParameterValue, 'Write the export of Slack, Mattermost or Stream as a document')
            [CompletionResult]::new('api', 'api', [CompletionResultType]::ParameterValue, 'Send any request to the API, and print the answer')
            [CompletionResult]::new('profile', 'profile', [CompletionResultType]::ParameterValue, 'Store instances: their app URLs and API keys')
            [CompletionResult]::new('sandbox', 'sandbox', [CompletionResultType]::ParameterValue, 'Run a Cyxth instance on this machine')
            [CompletionResult]::new('tokens', 'tokens', [CompletionResultType]::ParameterValue, 'Sign the tokens that let users in, and look into them')
            [CompletionResult]::new('completions', 'completions', [CompletionResultType]::ParameterValue, 'Print a completion script for a shell')
            [CompletionResult]::new('help', 'help', [CompletionResultType]::ParameterValue, 'Print this message or the help of the given subcommand(s)')
            break
        }
        'cyxth;help;users' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create users from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List users: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show users by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many users there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete users by id, and their memberships with them')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give users a mode: block them, make them admins, or anything between')
            break
        }
        'cyxth;help;users;create' {
            break
        }
        'cyxth;help;users;list' {
            break
        }
        'cyxth;help;users;get' {
            break
        }
        'cyxth;help;users;count' {
            break
        }
        'cyxth;help;users;delete' {
            break
        }
        'cyxth;help;users;moderate' {
            break
        }
        'cyxth;help;channels' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Create channels from files, standard input or flags')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List channels: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('get', 'get', [CompletionResultType]::ParameterValue, 'Show channels by their ids')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many channels there are')
            [CompletionResult]::new('delete', 'delete', [CompletionResultType]::ParameterValue, 'Delete channels by id')
            [CompletionResult]::new('update', 'update', [CompletionResultType]::ParameterValue, 'Replace fields of channels')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode; the same as `members moderate`')
            break
        }
        'cyxth;help;channels;create' {
            break
        }
        'cyxth;help;channels;list' {
            break
        }
        'cyxth;help;channels;get' {
            break
        }
        'cyxth;help;channels;count' {
            break
        }
        'cyxth;help;channels;delete' {
            break
        }
        'cyxth;help;channels;update' {
            break
        }
        'cyxth;help;channels;moderate' {
            break
        }
        'cyxth;help;members' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Add users to a channel; those who are members already stay as they are')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the members of a channel: the first 50, --limit N of them, or --all')
            [CompletionResult]::new('count', 'count', [CompletionResultType]::ParameterValue, 'Print how many members a channel has')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove users from a channel; the users themselves stay')
            [CompletionResult]::new('moderate', 'moderate', [CompletionResultType]::ParameterValue, 'Give members of a channel a mode: block them there, let them only read, …')
            break
        }
        'cyxth;help;members;add' {
            break
        }
        'cyxth;help;members;list' {
            break
        }
        'cyxth;help;members;count' {
            break
        }
        'cyxth;help;members;remove' {
            break
        }
        'cyxth;help;members;moderate' {
            break
        }
        'cyxth;help;stats' {
            break
        }
        'cyxth;help;export' {
            break
        }
        'cyxth;help;diff' {
            break
        }
        'cyxth;help;apply' {
            break
        }
        'cyxth;help;convert' {
            break
        }
        'cyxth;help;api' {
            break
        }
        'cyxth;help;profile' {
            [CompletionResult]::new('add', 'add', [CompletionResultType]::ParameterValue, 'Store an instance: its app URL, and where its API key comes from')
            [CompletionResult]::new('set-key', 'set-key', [CompletionResultType]::ParameterValue, 'Replace the key of a profile, and nothing else of it')
            [CompletionResult]::new('list', 'list', [CompletionResultType]::ParameterValue, 'List the stored instances, and the sandbox')
            [CompletionResult]::new('use', 'use', [CompletionResultType]::ParameterValue, 'Make a profile the default')
            [CompletionResult]::new('show', 'show', [CompletionResultType]::ParameterValue, 'Show a profile: URLs, where the key comes from, its last four characters')
            [CompletionResult]::new('remove', 'remove', [CompletionResultType]::ParameterValue, 'Remove a profile and its stored key')
            [CompletionResult]::new('check', 'check', [CompletionResultType]::ParameterValue, 'Check a profile with one cheap read: reachable, TLS, key, time')
            break
        }
        'cyxth;help;profile;add' {
            break
        }
        'cyxth;help;profile;set-key' {
            break
        }
        'cyxth;help;profile;list' {
            break
        }
        'cyxth;help;profile;use' {
            break
        }
        'cyxth;help;profile;show' {
            break
        }
        'cyxth;help;profile;remove' {
            break
        }
        'cyxth;help;profile;check' {
            break
        }
        'cyxth;help;sandbox' {
            [CompletionResult]::new('serve', 'serve', [CompletionResultType]::ParameterValue, 'Serve an instance to other programs until Ctrl-C or SIGTERM')
            [CompletionResult]::new('reset', 'reset', [CompletionResultType]::ParameterValue, 'Empty the instance of the profile `sandbox`')
            [CompletionResult]::new('path', 'path', [CompletionResultType]::ParameterValue, 'Print the file that holds the instance of the profile `sandbox`')
            break
        }
        'cyxth;help;sandbox;serve' {
            break
        }
        'cyxth;help;sandbox;reset' {
            break
        }
        'cyxth;help;sandbox;path' {
            break
        }
        'cyxth;help;tokens' {
            [CompletionResult]::new('create', 'create', [CompletionResultType]::ParameterValue, 'Sign a token that lets a user in')
            [CompletionResult]::new('inspect', 'inspect', [CompletionResultType]::ParameterValue, 'Show the header, the claims and the time left of a token')
            [CompletionResult]::new('keygen', 'keygen', [CompletionResultType]::ParameterValue, 'Make a key that signs tokens, and print its public key')
            break
        }
        'cyxth;help;tokens;create' {
            break
        }
        'cyxth;help;tokens;inspect' {
            break
        }
        'cyxth;help;tokens;keygen' {
            break
        }
        'cyxth;help;completions' {
            break
        }
        'cyxth;help;help' {
            break
        }
    })

    $completions.Where{ $_.CompletionText -like "$wordToComplete*" } |
        Sort-Object -Property ListItemText
}
