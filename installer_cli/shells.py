"""What each shell needs to be told: to ask ``ctxpack completion candidates -- WORD…`` for what may come next.

The words are those after ``ctxpack`` up to the cursor, the last one being completed and perhaps empty. Each
line of the answer is a word and, after a tab, what it means. So the scripts know nothing of commands and
never go out of date.
"""

from __future__ import annotations

_BASH = """\
# Completion of ctxpack for bash. In ~/.bashrc:  eval "$(ctxpack completion bash)"
_ctxpack() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        COMPREPLY+=("${line%%$'\\t'*}")
    done < <(ctxpack completion candidates -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _ctxpack ctxpack
"""

_ZSH = """\
#compdef ctxpack
# Completion of ctxpack for zsh. In ~/.zshrc, after compinit:  eval "$(ctxpack completion zsh)"
_ctxpack() {
    local line
    local -a found
    while IFS= read -r line; do
        found+=("${${line%%$'\\t'*}//:/\\\\:}:${line#*$'\\t'}")
    done < <(ctxpack completion candidates -- "${(@)words[2,CURRENT]}" 2>/dev/null)
    _describe ctxpack found
}
compdef _ctxpack ctxpack
"""

_FISH = """\
# Completion of ctxpack for fish. In ~/.config/fish/config.fish:  ctxpack completion fish | source
function __ctxpack_candidates
    set -l words (commandline -opc) (commandline -ct)
    ctxpack completion candidates -- $words[2..-1] 2>/dev/null
end
complete -c ctxpack -f -a '(__ctxpack_candidates)'
"""

_POWERSHELL = """\
# Completion of ctxpack for PowerShell. In $PROFILE:
#   ctxpack completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ctxpack -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 | ForEach-Object { $_.ToString() })
    if ($wordToComplete -eq '') { $words += '' }
    ctxpack completion candidates '--' @words 2>$null | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
}
"""

SCRIPTS = {"bash": _BASH, "zsh": _ZSH, "fish": _FISH, "powershell": _POWERSHELL}
