# To be sourced: launch LIBRARY COUNT ARGUMENT...: tests/Ranks on so many ranks of this machine, by openmpi or mpich.
launch() {
  local library=$1 count=$2 how=()
  shift 2
  # As root and on fewer cores than ranks, as in a container.
  if [[ $library == openmpi ]]; then how=(--oversubscribe --allow-run-as-root --mca mpi_yield_when_idle 1); fi
  TERM=dumb "mpirun.$library" "${how[@]}" -n "$count" "${RANKS:-tests/Ranks/bin/Release/net10.0/Ranks}" "$@"
}
