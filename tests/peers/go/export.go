// Export verifies a tiled log with Go's own sumdb packages.
//
//	go run export.go FOLDER [--after FOLDER] [--receipt FILE]...
//
// Opens the checkpoint under the keys in the .vkey files: Ed25519 as package note has it, ECDSA and
// a witness's cosignatures through Verifiers of its own. Reads the tiles through tlog.TileHashReader and checks that every entry is
// in the tree, that the tree extends the one of an earlier export, and what receipts say. Prints
// size, root, entries and signatures, and exits with 1 if anything does not verify.
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

type ecdsaVerifier struct {
	name string
	hash uint32
	key  *ecdsa.PublicKey
}

func (v ecdsaVerifier) Name() string    { return v.name }
func (v ecdsaVerifier) KeyHash() uint32 { return v.hash }
func (v ecdsaVerifier) Verify(msg, sig []byte) bool {
	digest := sha256.Sum256(msg)
	return ecdsa.VerifyASN1(v.key, digest[:], sig)
}

// cosigner verifies what c2sp.org/tlog-cosignature has signed: a time, then the text.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func (v cosigner) Name() string    { return v.name }
func (v cosigner) KeyHash() uint32 { return v.hash }
func (v cosigner) Verify(msg, sig []byte) bool {
	if len(sig) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(sig)
	signed := append([]byte(fmt.Sprintf("cosignature/v1\ntime %d\n", time)), msg...)
	return ed25519.Verify(v.key, signed, sig[8:])
}

func verifier(line string) note.Verifier {
	if known, err := note.NewVerifier(line); err == nil {
		return known
	}
	parts := strings.SplitN(line, "+", 3)
	typed, err := base64.StdEncoding.DecodeString(parts[2])
	check(err)
	if typed[0] == 4 {
		id := sha256.Sum256(append([]byte(parts[0]+"\n"), typed...))
		return cosigner{parts[0], binary.BigEndian.Uint32(id[:4]), typed[1:]}
	}
	if typed[0] != 2 {
		check(fmt.Errorf("a key of type %d", typed[0]))
	}
	key, err := x509.ParsePKIXPublicKey(typed[1:])
	check(err)
	spki := sha256.Sum256(typed[1:])
	return ecdsaVerifier{parts[0], binary.BigEndian.Uint32(spki[:4]), key.(*ecdsa.PublicKey)}
}

// folder is an export. As a TileReader it maps tile/8/L/N to the tile/L/N of C2SP.
type folder string

func (f folder) Height() int                     { return height }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/", height), "tile/", 1)
		data, err := os.ReadFile(filepath.Join(string(f), path))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// known are the keys in every .vkey file: a log may have changed its keys.
func (f folder) known() note.Verifiers {
	files, err := filepath.Glob(filepath.Join(string(f), "*.vkey"))
	check(err)
	var keys []note.Verifier
	for _, file := range files {
		for _, line := range strings.Fields(string(read(file))) {
			keys = append(keys, verifier(line))
		}
	}
	return note.VerifierList(keys...)
}

func (f folder) tree() (tlog.Tree, int) {
	return open(read(filepath.Join(string(f), "checkpoint")), f.known())
}

func open(signed []byte, known note.Verifiers) (tlog.Tree, int) {
	opened, err := note.Open(signed, known)
	check(err)
	lines := strings.Split(opened.Text, "\n")
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	hash, err := tlog.ParseHash(lines[2])
	check(err)
	return tlog.Tree{N: size, Hash: hash}, len(opened.Sigs)
}

func (f folder) entries(size int64) [][]byte {
	var all [][]byte
	for first := int64(0); first < size; first += 1 << height {
		width := size - first
		if width > 1<<height {
			width = 1 << height
		}
		tile := tlog.Tile{H: height, L: 0, N: first >> height, W: int(width)}
		path := strings.Replace(tile.Path(), fmt.Sprintf("tile/%d/0/", height), "tile/entries/", 1)
		data := read(filepath.Join(string(f), path))
		for ; width > 0; width-- {
			length := int(binary.BigEndian.Uint16(data))
			all = append(all, data[2:2+length])
			data = data[2+length:]
		}
		if len(data) > 0 {
			check(fmt.Errorf("%s has %d bytes too many", path, len(data)))
		}
	}
	return all
}

func main() {
	export := folder(os.Args[1])
	tree, signatures := export.tree()
	reader := tlog.TileHashReader(tree, export)
	entries := export.entries(tree.N)
	for index, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(index), reader)
		check(err)
		hash := tlog.RecordHash(entry)
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), hash); err != nil {
			check(fmt.Errorf("entry %d: %w", index, err))
		}
	}
	fmt.Println(tree.N, tree.Hash, len(entries), signatures)
	for at := 2; at < len(os.Args); at += 2 {
		switch os.Args[at] {
		case "--after":
			earlier, _ := folder(os.Args[at+1]).tree()
			proof, err := tlog.ProveTree(tree.N, earlier.N, reader)
			check(err)
			check(tlog.CheckTree(proof, tree.N, tree.Hash, earlier.N, earlier.Hash))
		case "--receipt":
			receipt(os.Args[at+1], export.known(), entries)
		}
	}
}

// receipt checks a file of c2sp.org/tlog-proof against the entry that the export has there.
func receipt(file string, known note.Verifiers, entries [][]byte) {
	head, signed, found := bytes.Cut(read(file), []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" {
		check(fmt.Errorf("%s is no proof", file))
	}
	tree, signatures := open(signed, known)
	lines = lines[1:]
	if encoded := strings.TrimPrefix(lines[0], "extra "); encoded != lines[0] {
		extra, err := base64.StdEncoding.DecodeString(encoded)
		check(err)
		lines = lines[1:]
		defer func() {
			if len(entries) == 0 || !contains(entries, extra) {
				check(fmt.Errorf("the event in %s is not in the export", file))
			}
		}()
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	check(err)
	var proof tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		check(err)
		proof = append(proof, hash)
	}
	check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entries[index])))
	fmt.Println(tree.N, signatures)
}

func contains(entries [][]byte, wanted []byte) bool {
	for _, entry := range entries {
		if bytes.Equal(entry, wanted) {
			return true
		}
	}
	return false
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
