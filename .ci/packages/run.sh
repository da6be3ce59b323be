#!/usr/bin/env bash
# Builds the packages and tries them as a new user would: outside the clone, in a path with a space and letters outside ASCII, as a user
# other than root where one can be made. usage: run.sh COUNTS. The file COUNTS gets "passed failed".
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
clone=$(cd "$here/../.." && pwd)
counts=$1
passed=0
failed=0

started=$SECONDS
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
home="$work/trial of Zoë"
mkdir "$home" "$home/packages"
output=$work/output

# The packages of this build must not be taken from a cache that has an earlier build of their version. Downloads of others may be repeated.
trial_environment=(-u REPRO_DATA -u REPRO_PROJECT -u XDG_CACHE_HOME -u XDG_CONFIG_HOME -u XDG_DATA_HOME
    HOME="$home" DOTNET_CLI_HOME="$home" NUGET_PACKAGES="$home/nuget" TMPDIR="$home" REPRO_CACHE="$home/cache")
as_user=()
if [[ $(id -u) -eq 0 ]] && command -v setpriv >/dev/null; then
    as_user=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi

trial() { (cd "$folder" && "${as_user[@]+"${as_user[@]}"}" env "${trial_environment[@]}" "$@"); }

# check NAME EXIT-CODE PATTERN COMMAND: the command ends with the exit code, and its output matches the extended regular expression.
check() {
    local name=$1 expected=$2 pattern=$3 code=0
    shift 3
    "$@" >"$output" 2>&1 || code=$?
    if [[ $code -eq $expected ]] && grep -qE -- "$pattern" "$output"; then
        printf 'ok      %s\n' "$name"
        passed=$((passed + 1))
        return 0
    fi
    printf 'FAILED  %s: exit code %d instead of %d, or no line matches: %s\n' "$name" "$code" "$expected" "$pattern"
    sed 's/^/        /' "$output"
    failed=$((failed + 1))
    return 1
}

# The C# example of docs/your-own-project.md that contains a text.
example() {
    awk -v text="$1" '/^```/ { if (inside && index(block, text)) printf "%s", block; inside = !inside && /^```csharp/; block = ""; next } inside { block = block $0 "\n" }' \
        "$clone/docs/your-own-project.md"
}

# The assemblies of other projects in the tool's package that the file of notices does not name.
without_notice() {
    local name names missing=0
    names=$(unzip -Z1 "$home"/packages/ReproSuite.Tool.*.nupkg 'tools/*.dll' | sed 's|.*/||; s|\.dll$||' | grep -v '^Repro')
    [[ -n $names ]] || { printf 'no assembly was found\n'; return 1; }
    for name in $names; do
        grep -qwF -- "$name" <(unzip -p "$home"/packages/ReproSuite.Tool.*.nupkg THIRD-PARTY-NOTICES.txt) || { printf 'no notice of %s\n' "$name"; missing=1; }
    done
    (( missing )) || printf 'all named\n'
}

# A step that the others need.
need() { check "$@" || finish; }

finish() {
    printf '%d %d\n' "$passed" "$failed" >"$counts"
    printf 'the trial of the packages took %d s after they were built\n' $((SECONDS - started))
    exit $(( failed > 0 ))
}

need 'the packages are built' 0 '^artifacts/ReproSuite\.Tool\.' "$clone/repro" pack
cp "$clone"/artifacts/*.nupkg "$home/packages"
check 'the package of the tool has a notice for each assembly of others' 0 '^all named$' without_notice
check 'a package depends on exactly the version that it was built with' 0 '"ReproSuite" version="\[' unzip -p "$home"/packages/ReproSuite.NUnit.*.nupkg ReproSuite.NUnit.nuspec
cp "$here/Reader.csproj" "$clone/fixtures/cases/input-784.h5" "$clone/samples/ReadKerasFile/Program.cs" "$home"
example 'class MetricsProbe' >"$home/MetricsProbe.cs"
example 'class TutorialClaims : ClaimFixture\n{' >"$home/TutorialClaims.cs"
example ': ModelSummaryFixture' >"$home/TutorialModels.cs"
example ': ReportFixture' >"$home/TutorialReport.cs"
[[ ${#as_user[@]} -gt 0 ]] && chown -R 65534:65534 "$home"
folder=$home
project="$home/My tutorial"
tool="$home/tools/repro"

if ! trial dotnet --version >/dev/null 2>&1; then
    printf 'another user cannot execute dotnet here; the packages are tried as %s\n' "$(id -un)"
    as_user=()
fi

started=$SECONDS
printf 'tried as user %s in %s\n' "$(trial id -u)" "$home"
need 'the tool is installed' 0 'successfully installed' trial dotnet tool install --tool-path tools --add-source packages --prerelease ReproSuite.Tool
check 'outside a project it names repro init' 2 'repro init' trial "$tool" verify
need 'a project is written' 0 'reprosuite.json' trial "$tool" init "My tutorial" --packages packages
folder=$project
check 'the project verifies' 0 'No verdict contradicts its expected verdict' trial "$tool" verify
check 'its tests pass' 0 'Passed: +1,' trial dotnet test tests --filter Category=Fast
check 'a filter without tests is an error' 1 'No test matches' trial dotnet test tests --no-build --filter Category=Nonsense
# Each shell's script, called as the shell calls it.
trial sh -c 'for shell in bash zsh fish powershell; do "$0" completion "$shell" >"$1/completion.$shell"; done' "$tool" "$home"
completes() { trial env PATH="$home/tools:$PATH" "$@"; }
check 'bash completes a command' 0 '^verify$' completes bash -c 'source "$0"; COMP_LINE="repro ver"; COMP_POINT=9; _repro; printf "%s\n" "${COMPREPLY[@]}"' "$home/completion.bash"
if command -v zsh >/dev/null; then
    check 'zsh completes a command' 0 '^verify$' completes zsh -f -c 'compdef() { : }; compadd() { shift; print -l -- "$@" }; source "$0"; words=(repro ver); CURRENT=2; PREFIX=ver; _repro' "$home/completion.zsh"
    check 'zsh completes an option' 0 '^--report$' completes zsh -f -c 'compdef() { : }; compadd() { shift; print -l -- "$@" }; source "$0"; words=(repro verify ""); CURRENT=3; PREFIX=; _repro' "$home/completion.zsh"
else
    printf 'zsh is not installed; its completion was not tried\n'
fi
if command -v fish >/dev/null; then
    check 'fish completes a command in a line' 0 '^verify$' completes fish -c 'source $argv[1]; complete -C "true; repro ver"' "$home/completion.fish"
    check 'fish completes an option' 0 '^--report$' completes fish -c 'source $argv[1]; complete -C "repro verify --"' "$home/completion.fish"
else
    printf 'fish is not installed; its completion was not tried\n'
fi
if command -v pwsh >/dev/null; then
    check 'PowerShell completes a command' 0 '^verify$' completes pwsh -NoProfile -Command \
        '. ([scriptblock]::Create((Get-Content -Raw "'"$home"'/completion.powershell"))); (TabExpansion2 "repro ver" 9).CompletionMatches.CompletionText'
else
    printf 'PowerShell is not installed; its completion was not tried\n'
fi

check 'its report is written' 0 'results/report.html' trial "$tool" report
check 'the report has the measured number' 0 '13610' trial cat results/report.html
check 'the manifest installs the tool' 0 'was restored' trial dotnet tool restore
check 'the tool of the manifest verifies' 0 'No verdict contradicts its expected verdict' trial dotnet repro verify

trial sed -i 's/,13610,/,13611,/' claims/tutorial.csv
check 'a wrong claim is refuted' 1 'small-convnet-params: Refuted' trial "$tool" verify
check 'a wrong claim fails as a test' 1 'Failed: +1,' trial dotnet test tests --no-build --filter Category=Fast
trial sed -i 's/,13611,/,13610,/' claims/tutorial.csv

# dotnet new writes the same project as repro init, but for the folders that are empty there.
folder=$home
need 'the template is installed' 0 'reprosuite' trial dotnet new install packages/ReproSuite.Templates.*.nupkg
need 'dotnet new writes a project' 0 'created successfully' trial dotnet new reprosuite -o "New project" --packages "$home/packages"
need 'repro init writes one to compare with' 0 'written' trial "$tool" init "Init project" --packages packages
check 'both projects are the same' 0 '^same$' trial sh -c 'rmdir "Init project/baselines" && diff -r "New project" "Init project" && echo same'
folder="$home/New project"
check 'the project of dotnet new verifies' 0 'No verdict contradicts its expected verdict' trial "$tool" verify
folder=$project

# The scripts of the GitHub action, with the variables that a runner sets.
action=(env RUNNER_TEMP="$home/runner" GITHUB_PATH="$home/runner/path" GITHUB_OUTPUT="$home/runner/output")
trial mkdir "$home/runner" "$home/action"
cp "$clone"/.github/actions/verify/*.sh "$home/action"
chmod 755 "$home"/action/*.sh
check 'the action installs the tool' 0 'successfully installed' trial "${action[@]}" SOURCE="$home/packages" "$home/action/install.sh"
check 'the action puts the tool on the path' 0 'repro-tool' trial cat "$home/runner/path"
check 'the action verifies a project' 0 'No verdict contradicts its expected verdict' trial "${action[@]}" PATH="$home/runner/repro-tool:$PATH" REPORT=action.html OPTIONS='--tier fast' "$home/action/verify.sh"
check 'the action names its results' 0 'json=.*repro-results.json' trial cat "$home/runner/output"

# A pull request that changes one claim, in a repository whose project is in a folder.
trial sh -c 'git init -q "$0" && mkdir "$0/my project" && cp -r claims configs reprosuite.json "$0/my project"' "$home/repository"
folder=$home/repository
as_author=(git -c user.name=A -c user.email=a@example.org -c commit.gpgsign=false)
trial git add -A && trial "${as_author[@]}" commit -qm base
trial sed -i 's/,13610,/,13611,/' "my project/claims/tutorial.csv"
check 'the action names what changed' 1 'Verdicts changed: 1 Reproduced -> Refuted' trial "${action[@]}" PATH="$home/runner/repro-tool:$PATH" PROJECT="my project" BASE=HEAD "$home/action/verify.sh"
check 'its summary has the claim and nothing else' 0 '^1$' trial sh -c 'grep -c "^| [^c]" "$0"; grep -q "^| small-convnet-params (document-tutorial" "$0"' "$home/runner/repro-changes.md"
check 'a base that the clone lacks is named, and nothing is compared' 1 'does not have the commit 0123' trial "${action[@]}" PATH="$home/runner/repro-tool:$PATH" PROJECT="my project" BASE=0123456789012345678901234567890123456789 "$home/action/verify.sh"
check 'the base leaves no work tree' 0 '^1$' trial sh -c 'git worktree list | wc -l'
folder=$project

# A probe of the project's own, as the guide has it.
trial cp "$home/MetricsProbe.cs" "$home/TutorialClaims.cs" tests
trial sed -i 's/"schema_version": 1,/&\n  "probes": ["metrics"],/' reprosuite.json
trial sh -c 'printf "lstm-acc,tutorial,40,The LSTM reaches 87 %%.,fast,,metrics:lstm/test_acc,~,0.87,0.01,,holds,\n" >>claims/tutorial.csv'
trial sh -c 'mkdir metrics && printf "test_acc,0.868\n" >metrics/lstm.csv'
check 'a probe of its own measures a claim' 0 'Passed: +2,' trial dotnet test tests --filter Category=Fast
check 'the tool reports that claim as NotRun' 0 "the probe 'metrics'" trial "$tool" verify --claim lstm-acc
trial cp "$home/TutorialReport.cs" tests
check 'a fixture writes the report with the probe' 0 'Passed: +1,' trial dotnet test tests --filter Category=Report
check 'the report has what the probe measured' 0 'metrics/lstm.csv' trial cat results/report.html

# Summaries of models, as the guide has it. Nothing is accepted where CI is set.
trial cp "$home/TutorialModels.cs" tests
check 'a model without an accepted summary fails' 1 'New snapshot' trial dotnet test tests --filter Category=Fast
check 'the summary is accepted' 0 'accepted TutorialModels.Summary_model=small-convnet' trial env -u CI "$tool" snapshots accept small-convnet
check 'the accepted summary has the number of parameters' 0 'Total params: 13610' trial cat snapshots/TutorialModels.Summary_model=small-convnet.verified.txt
check 'the model equals its accepted summary' 0 'Passed: +3,' trial dotnet test tests --no-build --filter Category=Fast

# The examples verify, and their claims are tests; their trainings are recorded with the examples, if at all.
for example in "$clone"/examples/*/; do
    name=$(basename "$example")
    trial cp -r "$example" "$home/$name"
    trial cp nuget.config "$home/$name"
    folder=$home/$name
    check "the example $name verifies" 0 'No verdict contradicts its expected verdict' trial "$tool" verify --tier fast
    check "the claims of the example $name are tests" 0 '(Passed|Skipped)! .*Failed: +0,.*Total: +[1-9]' trial dotnet test tests --filter Category=Fast
    folder=$project
done

# The steps of the Containerfile, where root can mount an overlay.
folder=$home
if [[ $EUID == 0 ]] && unshare --mount sh -c 'mkdir "$0" && mount -t tmpfs tmpfs "$0" && mkdir "$0/u" "$0/w" "$0/m" && mount -t overlay overlay -o "lowerdir=/,upperdir=$0/u,workdir=$0/w" "$0/m"' "$home/overlay" 2>/dev/null; then
    check 'the steps of the Containerfile install the tool, which verifies a project' 0 'No verdict contradicts its expected verdict' "$here/containerfile.sh" "$clone/Containerfile" "$project" verify
else
    printf 'the steps of the Containerfile were not executed: no overlay can be mounted here\n'
fi

# A program with the library alone reads a model that Keras saved; the package brings the program that opens such files.
folder=$home
trial mkdir reader
trial cp Program.cs Reader.csproj "My tutorial/nuget.config" reader
if [[ $(ldconfig -p 2>/dev/null) == *libhdf5*.so* ]]; then
    check 'a program with the library reads an .h5 file' 0 'dense/kernel:0 784x10' trial dotnet run --project reader -- input-784.h5
else
    check 'a program with the library builds' 0 '0 Error' trial dotnet build reader
    printf 'no .h5 file was read: the HDF5 library is not installed\n'
fi
finish
