# Runs a PostgreSQL server for as long as our standard input stays open, that is, as long as the
# tests live, however they end. Arguments: the folder of the programs, the folder of the data.
trap '' INT TERM HUP
exec 3<&0
"$1/initdb" -D "$2/data" -U postgres -A trust -E UTF8 --no-locale --no-sync || exit 1
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=300 \
  -c dynamic_shared_memory_type=mmap -c shared_buffers=32MB \
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off \
  3<&- </dev/null &
server=$!
read -r _ <&3
kill -QUIT "$server"
wait "$server"
rm -rf "$2"
