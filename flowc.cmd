@echo off
rem Runs flowc; builds it first if a source is newer than the built program.
setlocal
set "ROOT=%~dp0"
set "BUILT=%ROOT%artifacts\flowc"
set "DRAFT=%ROOT%artifacts\flowc.draft"

powershell -NoProfile -Command ^
  "$s = Get-Item -Force '%BUILT%\.stamp' -ErrorAction SilentlyContinue;" ^
  "if (-not $s) { exit 1 };" ^
  "$n = Get-ChildItem -Recurse '%ROOT%src','%ROOT%docs\errors','%ROOT%Directory.*.props' -ErrorAction SilentlyContinue |" ^
  "  Where-Object { $_.LastWriteTimeUtc -gt $s.LastWriteTimeUtc } | Select-Object -First 1;" ^
  "if ($n) { exit 1 } else { exit 0 }"
if not errorlevel 1 goto run

echo building flowc ... 1>&2
if not exist "%ROOT%artifacts" mkdir "%ROOT%artifacts"
if exist "%DRAFT%" rmdir /s /q "%DRAFT%"
set "LOG=%ROOT%artifacts\flowc.log"
set "STARTED=%ROOT%artifacts\flowc.stamp"
type nul > "%STARTED%"
set "PUBLISH=dotnet publish "%ROOT%src\Cli\Cli.csproj" -c Release -o "%DRAFT%" -v quiet -nologo --use-current-runtime --self-contained false "-p:ArtifactsPath=%ROOT%artifacts\flowc.build""
%PUBLISH% -p:PublishReadyToRun=true > "%LOG%" 2>&1
if errorlevel 1 %PUBLISH% > "%LOG%" 2>&1
if errorlevel 1 (
  type "%LOG%" 1>&2
  exit /b 5
)
move /y "%STARTED%" "%DRAFT%\.stamp" > nul
if exist "%BUILT%" rmdir /s /q "%BUILT%"
move "%DRAFT%" "%BUILT%" > nul
del "%LOG%" > nul 2>&1

:run
dotnet "%BUILT%\flowc.dll" %*
exit /b %errorlevel%
