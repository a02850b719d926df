// Ends as if the system had killed it.
process.kill(process.pid, 'SIGKILL')
