// Starts IBO Desk: loads the Python beside it and runs it in this very process, so that taskbar, Task Manager and
// firewall show the program's own name and icon. sys.executable is then this program: nothing may start a Python by it.
#include <windows.h>
#include <shellapi.h>
#include <stdlib.h>
#include "launcher.h" // made by launchers.py: PYTHON, ENTRY, APP_ID, WINDOWED

typedef int (*Main)(int, wchar_t **);
typedef HRESULT(WINAPI *SetId)(PCWSTR);

static int fail(const wchar_t *sentence) {
    MessageBoxW(0, sentence, L"IBO Desk", MB_ICONERROR);
    return 3;
}

static int start(int argc, wchar_t **argv) {
    static wchar_t path[32768];
    DWORD length = GetModuleFileNameW(0, path, 32767);
    while (length && path[length - 1] != L'\\') length--;
    if (length + lstrlenW(L"python\\" PYTHON) >= 32768) return fail(L"De map van IBO Desk heeft een te lange naam.");
    lstrcpyW(path + length, L"python\\" PYTHON);

    // Before the first window, or the taskbar shows two buttons.
    HMODULE shell = LoadLibraryW(L"shell32.dll");
    SetId set_id = shell ? (SetId)(void *)GetProcAddress(shell, "SetCurrentProcessExplicitAppUserModelID") : 0;
    if (set_id) set_id(APP_ID);

    HMODULE python = LoadLibraryExW(path, 0, LOAD_WITH_ALTERED_SEARCH_PATH);
    Main run = python ? (Main)(void *)GetProcAddress(python, "Py_Main") : 0;
    if (!run) return fail(L"Een deel van IBO Desk ontbreekt of kan niet geladen worden (python\\" PYTHON L"). Installeer het opnieuw.");

    wchar_t **words = calloc(argc + 6, sizeof *words);
    if (!words) return fail(L"Er is te weinig geheugen.");
    int count = 0;
    words[count++] = argv[0];
    words[count++] = L"-X";
    words[count++] = L"utf8";
    words[count++] = L"-c";
    words[count++] = ENTRY;
    for (int i = 1; i < argc; i++) words[count++] = argv[i];
    return run(count, words);
}

#if WINDOWED
int WINAPI wWinMain(HINSTANCE self, HINSTANCE before, PWSTR line, int show) {
    int argc;
    wchar_t **argv = CommandLineToArgvW(GetCommandLineW(), &argc);
    int code = argv ? start(argc, argv) : 3;
    // 1 comes from Python alone: it ended before the program could say why.
    return code == 1 ? fail(L"IBO Desk kon niet starten. Installeer het opnieuw.") : code;
}
#else
int wmain(int argc, wchar_t **argv) { return start(argc, argv); }
#endif
