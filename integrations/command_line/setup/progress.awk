# Turns pip's many lines into a few: how many packages are found, and each big download.
function say(text) { print "  " text; fflush() }
/^(Collecting |Requirement already satisfied: |Processing )/ {
    if (seen[$0]++) next
    found++
    if (found <= total && found % 25 == 0) say(found " of " total " packages found")
}
/^ *Downloading .*\([0-9.]+ MB\)/ {
    size = $NF == "MB)" ? $(NF - 1) : $NF
    gsub(/[^0-9.]/, "", size)
    if (size + 0 >= 20) say("downloading " name($0) " (" size " MB)")
}
/^ *Building wheel for .*: started/ { say("building " $4) }
/^Installing collected packages/ { say("unpacking " total " packages"); }
function name(line,   parts, n) {
    sub(/^ *Downloading /, "", line); sub(/ .*/, "", line)
    n = split(line, parts, "/"); return parts[n]
}
