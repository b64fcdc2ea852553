#!/usr/bin/env bash
# Tries the installer and the portable zip on Linux, under Wine, as a Windows user would meet them, and tells what it saw.
#
#   tools/windows/under_wine.sh DIST WORK [OLDER]
#
# DIST: what `make windows` made; WORK: an empty folder for the try; OLDER: an installer of before, to upgrade from.
# Needs wine64, gcc-mingw-w64-x86-64, unzip, and for the windows an X server (DISPLAY), xdotool and ImageMagick's import.
# Debian's Wine 8 lacks two libraries that Windows 10 has; stand-ins go into this Wine and never into the program.
set -euo pipefail
dist=$(realpath "$1") work=$(realpath -m "$2") older=${3:+$(realpath "$3")}
export WINEPREFIX=$work/prefix WINEDEBUG=${WINEDEBUG:--all} WINEDLLOVERRIDES='mscoree,mshtml=d'
system=$WINEPREFIX/drive_c/windows/system32
home=$WINEPREFIX/drive_c/users/$(id -un)
program=$home/AppData/Local/Programs/'IBO Desk'

say() { printf '\n== %s\n' "$*"; }
code() { set +e; "$@" 2>&1 | cat; local done=${PIPESTATUS[0]}; set -e; echo "exit code $done"; }

stand_ins() {
    local folder; folder=$(mktemp -d)
    cat >"$folder/random.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE to, SIZE_T size) { return SystemFunction036(to, (ULONG)size); }
C
    x86_64-w64-mingw32-gcc -shared -o "$system/bcryptprimitives.dll" "$folder/random.c" -ladvapi32
    {
        echo '#define OUT __declspec(dllexport)'
        echo 'OUT void *ucnv_open(const char *name, int *error) { if (error) *error = 4; return 0; }'
        for name in close reset getMaxCharSize getName getToUCallBack getFromUCallBack setToUCallBack setFromUCallBack \
            cbToUWriteUChars toUnicode cbFromUWriteUChars toUCountPending fromUCountPending getStandardName \
            getAvailableName countAvailable fromUnicode; do
            echo "OUT void *ucnv_$name() { return 0; }"
        done
        echo 'OUT void *UCNV_FROM_U_CALLBACK_SUBSTITUTE() { return 0; }'
        echo 'OUT void *UCNV_TO_U_CALLBACK_SUBSTITUTE() { return 0; }'
    } >"$folder/icu.c"
    x86_64-w64-mingw32-gcc -shared -o "$system/icuuc.dll" "$folder/icu.c"
    rm -rf "$folder"
}

# As from the Explorer, without a console and without files to write to: a path of Linux, or what opens by association.
open_desk() { wine start /unix "$@" >/dev/null 2>&1 & }
open_file() { wine start "$1" >/dev/null 2>&1 & }
wait_for_window() { timeout 240 xdotool search --sync --onlyvisible --name "$1" getwindowname | head -1; }
picture() { sleep 12; import -window root "$work/$1.png"; echo "picture $1.png"; }  # the pages fill after the window
close_desk() { code timeout 60 wine taskkill /F /IM 'IBO Desk.exe'; timeout 60 wineserver -w; }
# Every file and every key of this user, to be compared.
files() { (cd "$WINEPREFIX/drive_c" && find . -mindepth 1 | LC_ALL=C sort) >"$work/$1.files"; }
keys() { timeout 60 wineserver -w; grep -a '^\[' "$WINEPREFIX/user.reg" | sed 's/\] [0-9]*$/]/' | LC_ALL=C sort >"$work/$1.keys"; }
registry() { code timeout 60 wine reg query "$1" /s | tr -d '\r' | head -"${2:-12}"; }

mkdir -p "$work"
timeout 180 wineboot -i >/dev/null 2>&1
stand_ins
files before
keys before

if [ -n "$older" ]; then
    say "an older version, with a region and settings of its time"
    code timeout 600 wine "$older" /S
    registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\IBODesk' | grep -a DisplayVersion
    code timeout 300 wine "$program/ibo-desk.exe" demo 'C:\vroeger' | tail -n 1
    (cd "$program" && find . -type f | LC_ALL=C sort) >"$work/older.installed"
fi

say "install in silence"
code timeout 600 wine "$dist"/*-setup.exe /S
if [ -n "$older" ]; then
    (cd "$program" && find . -type f | LC_ALL=C sort) >"$work/newer.installed"
    echo "modules of the older version that are gone: $(comm -23 "$work/older.installed" "$work/newer.installed" | wc -l)"
    code timeout 120 wine "$program/ibo-desk.exe" list 'C:\vroeger\voorbeeld.ibo' meetings | tail -n 2
fi
ls "$program"
du -sh "$program" | cut -f1
ls "$home/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
registry 'HKCU\Software\Classes\.ibo'
registry 'HKCU\Software\Classes\IBODesk.Region.1'
registry 'HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\IBODesk' 14

say "ibo-desk demo"
code timeout 300 wine "$program/ibo-desk.exe" demo 'C:\proef' | tail -n 4
example=$(basename "$(ls "$WINEPREFIX"/drive_c/proef/*.ibo)")
code timeout 120 wine "$program/ibo-desk.exe" list "C:\\proef\\$example" meetings | tail -n 4

say "the window, by its own name"
open_desk "$program/IBO Desk.exe" "C:\\proef\\$example"
wait_for_window "$example"
picture window

say "installing and uninstalling while it is open are refused"
code timeout 120 wine "$dist"/*-setup.exe /S
code timeout 120 wine "$program/uninstall.exe" /S "_?=C:\\users\\$(id -un)\\AppData\\Local\\Programs\\IBO" Desk # unquoted, as NSIS wants it
close_desk

say "a file opens by its association"
for key in '.ibo' 'IBODesk.Region.1'; do # Wine 8 does not merge HKCU\Software\Classes into HKCR, as Windows does
    timeout 60 wine reg copy "HKCU\\Software\\Classes\\$key" "HKLM\\Software\\Classes\\$key" /s /f >/dev/null 2>&1
done
open_file "C:\\proef\\$example"
wait_for_window "$example"
picture association
close_desk
for key in '.ibo' 'IBODesk.Region.1'; do
    timeout 60 wine reg delete "HKLM\\Software\\Classes\\$key" /f >/dev/null 2>&1
done

say "a broken installation says so in a box"
mv "$program/app/PySide6" "$program/app/PySide6.weg"
open_desk "$program/IBO Desk.exe"
wait_for_window 'IBO Desk'
picture broken
close_desk
tail -n 2 "$home/AppData/Local/ibo-desk/Logs/ibo-desk.log"
mv "$program/app/PySide6.weg" "$program/app/PySide6"

say "installing it again takes old modules away and leaves what is not ours"
touch "$program/app/oud.py" "$program/van mij.txt"
code timeout 600 wine "$dist"/*-setup.exe /S
ls "$program"
ls "$program/app/oud.py" 2>&1 || true

say "uninstall"
code timeout 120 wine "$program/uninstall.exe" /S
timeout 60 wineserver -w || true
files after
keys after
echo "left of all files, below these folders and no deeper:"
comm -13 "$work/before.files" "$work/after.files" | cut -d/ -f1-8 | LC_ALL=C sort | uniq -c
echo "left of all keys:"
comm -13 "$work/before.keys" "$work/after.keys"

say "the portable zip, from a folder of its own"
unzip -q "$dist"/*-portable.zip -d "$WINEPREFIX/drive_c/stick"
rm -rf "$home/AppData/Local/ibo-desk"
code timeout 120 wine "$WINEPREFIX/drive_c/stick/IBO Desk/ibo-desk.exe" backup "C:\\proef\\$example" | tail -n 2
open_desk "$WINEPREFIX/drive_c/stick/IBO Desk/IBO Desk.exe" "C:\\proef\\$example"
wait_for_window "$example"
picture portable
close_desk
ls "$WINEPREFIX/drive_c/stick/IBO Desk" "$WINEPREFIX/drive_c/stick/IBO Desk/gegevens"
ls "$home/AppData/Local/ibo-desk" 2>&1 || true
