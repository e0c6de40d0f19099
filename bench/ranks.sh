#!/usr/bin/env bash
# ranks.sh RATE RANKS ARGUMENT...: runs "bench ranks" on hosts that are network namespaces of this machine, a rank each, joined by a bridge whose links pass
# RATE (such as 1gbit) each way. Needs root, iproute2 and openmpi-bin; what it sets up is gone when it ends.
set -euo pipefail
cd "$(dirname "$0")/.."
rate=$1 ranks=$2
shift 2
work=$(mktemp -d)
net=10.77.0 mark=nc$$
clean() {
  for ((host = 0; host <= ranks; host++)); do ip netns del "$mark-$host" 2>/dev/null || true; done
  ip link del "$mark" 2>/dev/null || true
  rm -rf "$work"
}
trap clean EXIT

ip link add "$mark" type bridge
ip link set "$mark" up
# Host 0 launches, the others compute.
hosts=()
for ((host = 0; host <= ranks; host++)); do
  space=$mark-$host link=$mark.$host
  ip netns add "$space"
  ip link add "$link" type veth peer name eth0 netns "$space"
  ip link set "$link" master "$mark" up
  ip -n "$space" addr add "$net.$((host + 1))/24" dev eth0
  ip -n "$space" link set eth0 up
  ip -n "$space" link set lo up
  if ((host > 0)); then
    hosts+=("$net.$((host + 1)):1")
    # Both ends: what the host sends, and what it gets.
    ip netns exec "$space" tc qdisc add dev eth0 root tbf rate "$rate" burst 32kb latency 50ms
    tc qdisc add dev "$link" root tbf rate "$rate" burst 32kb latency 50ms
  fi
done

# In place of ssh: the launcher's HOST COMMAND runs in that host's namespace, under a host name of its own.
cat >"$work/enter" <<ENTER
#!/usr/bin/env bash
host=\$((\${1##*.} - 1))
shift
exec ip netns exec $mark-\$host unshare --uts bash -c "hostname host\$host; \$*"
ENTER
chmod +x "$work/enter"
bench=$PWD/bench/bin/Release/net10.0/NetCompiler.Bench
ip netns exec "$mark-0" env TERM=dumb mpirun.openmpi --allow-run-as-root --mca plm_rsh_agent "$work/enter" --mca btl tcp,self --mca pml ob1 \
  --mca btl_tcp_if_include eth0 --mca oob_tcp_if_include eth0 --mca orte_keep_fqdn_hostnames 1 --bind-to none \
  --host "$(IFS=,; echo "${hosts[*]}")" -n "$ranks" "$bench" ranks "$@"
