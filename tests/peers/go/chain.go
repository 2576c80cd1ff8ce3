// Judges chains with crypto/x509, at a given instant, for any purpose.
//
//	go run chain.go ROOT UNIX-SECONDS CHAIN...
//
// Each CHAIN is PEM, the leaf first. Prints a line for each: "accepted", or the error.
package main

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

func blocks(file string) [][]byte {
	rest, err := os.ReadFile(file)
	if err != nil {
		panic(err)
	}
	var all [][]byte
	for {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return all
		}
		all = append(all, block.Bytes)
	}
}

func verdict(file string, options x509.VerifyOptions) error {
	chain := blocks(file)
	leaf, err := x509.ParseCertificate(chain[0])
	if err != nil {
		return err
	}
	options.Intermediates = x509.NewCertPool()
	for _, der := range chain[1:] {
		authority, err := x509.ParseCertificate(der)
		if err != nil {
			return err
		}
		options.Intermediates.AddCert(authority)
	}
	_, err = leaf.Verify(options)
	return err
}

func main() {
	root, err := x509.ParseCertificate(blocks(os.Args[1])[0])
	if err != nil {
		panic(err)
	}
	seconds, err := strconv.ParseInt(os.Args[2], 10, 64)
	if err != nil {
		panic(err)
	}
	options := x509.VerifyOptions{
		Roots:       x509.NewCertPool(),
		CurrentTime: time.Unix(seconds, 0),
		KeyUsages:   []x509.ExtKeyUsage{x509.ExtKeyUsageAny},
	}
	options.Roots.AddCert(root)
	for _, file := range os.Args[3:] {
		if err := verdict(file, options); err != nil {
			fmt.Println(strings.SplitN(err.Error(), "\n", 2)[0])
		} else {
			fmt.Println("accepted")
		}
	}
}
