@echo off
rem Starts espquant; builds it first when it has not been built yet.
setlocal
set "HOME_DIR=%~dp0"
set "DIST=%HOME_DIR%cli\target\espquant"
set "JAR=%DIST%\cli-0.1.0-SNAPSHOT.jar"
set "ARCHIVE=%DIST%\espquant.jsa"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%DIST%\.built" goto run
echo espquant: building (once; takes a minute) 1>&2
pushd "%HOME_DIR%"
call mvn -B -ntp %MAVEN_ARGS% -Plauncher -pl cli -am package > "%HOME_DIR%.espquant-build.log" 2>&1
if errorlevel 1 (
  type "%HOME_DIR%.espquant-build.log" 1>&2
  popd
  exit /b 1
)
popd
del "%HOME_DIR%.espquant-build.log"
"%JAVA%" -XX:ArchiveClassesAtExit="%ARCHIVE%" -Xlog:disable -jar "%JAR%" targets > nul 2>&1
type nul > "%DIST%\.built"
:run
set "CDS="
if exist "%ARCHIVE%" set CDS=-XX:SharedArchiveFile="%ARCHIVE%" -Xshare:auto -Xlog:disable -Xlog:all=off
set "VECTOR="
for %%C in (bench calibrate evaluate export quantize run) do if "%~1"=="%%C" set "VECTOR=--add-modules jdk.incubator.vector"
"%JAVA%" %VECTOR% %CDS% -XX:+UseParallelGC %ESPQUANT_JVM_OPTS% -jar "%JAR%" %*
exit /b %errorlevel%
