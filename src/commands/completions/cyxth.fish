# Completions of cyxth for fish. The binary says what may stand at the cursor.
function __cyxth_complete
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~' $HOME -- $words[1])
    command -q $program; or set program cyxth
    set -e words[1]
    set -l lines (command $program __complete fish $words "$current" 2>/dev/null)
    switch "$lines[1]"
        case files
            if string match -qr '^-[^=]*=' -- $current
                set -l parts (string split -m 1 = -- $current)
                string replace -r '^' -- "$parts[1]=" (__fish_complete_path $parts[2])
            else
                __fish_complete_path $current
            end
        case words
            set -e lines[1]
            string join \n -- $lines
    end
end
complete -c cyxth -f -a '(__cyxth_complete)'
