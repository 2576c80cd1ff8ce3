// Checkpoint verifies a signed note and the tree under it with Go's own sumdb packages.
//
// Usage: checkpoint VKEYS NOTE [EVENTS]: files with one key a line, the note, one leaf a line.
// Only keys of algorithm 0x01, Ed25519, are Go's; others are left to other programs.
// Prints the size and root of the tree, and exits with 1 if anything does not verify.
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type hashes []tlog.Hash

func (stored hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		found[i] = stored[index]
	}
	return found, nil
}

func main() {
	opened, err := note.Open(read(os.Args[2]), note.VerifierList(keys(os.Args[1])...))
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	if len(os.Args) > 3 {
		found := root(os.Args[3], size)
		if base64.StdEncoding.EncodeToString(found[:]) != lines[2] {
			check(fmt.Errorf("the root of the events is %v", found))
		}
	}
	fmt.Println(lines[1], lines[2])
}

func keys(file string) []note.Verifier {
	var known []note.Verifier
	for _, line := range strings.Fields(string(read(file))) {
		if key, err := note.NewVerifier(line); err == nil {
			known = append(known, key)
		}
	}
	return known
}

func root(file string, size int64) tlog.Hash {
	leaves := bytes.Split(bytes.TrimSuffix(read(file), []byte("\n")), []byte("\n"))
	if int64(len(leaves)) < size {
		check(fmt.Errorf("%d leaves under a tree of %d", len(leaves), size))
	}
	var stored hashes
	for i, leaf := range leaves[:size] {
		more, err := tlog.StoredHashes(int64(i), leaf, stored)
		check(err)
		stored = append(stored, more...)
	}
	found, err := tlog.TreeHash(size, stored)
	check(err)
	return found
}

func read(file string) []byte {
	bytes, err := os.ReadFile(file)
	check(err)
	return bytes
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
