// Writes the typed SDKs of schema.json for TypeScript and Go: `go run . SCHEMA FOLDER`.
//
// A user with a current Pulumi CLI runs `pulumi package add` in place of this. It is here for the examples and their
// tests, whose language hosts are too old for that, and needs no CLI.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"path/filepath"

	gogen "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

const tool = "pulumi-servicecatalog"

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: go run . SCHEMA FOLDER")
	}
	pkg, err := bind(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	typescript, err := nodejs.GeneratePackage(tool, pkg, nil, nil, true, nil)
	if err != nil {
		log.Fatal(err)
	}
	golang, err := gogen.GeneratePackage(tool, pkg, nil)
	if err != nil {
		log.Fatal(err)
	}
	for language, files := range map[string]map[string][]byte{"nodejs": typescript, "go": golang} {
		if err := write(filepath.Join(os.Args[2], language), files); err != nil {
			log.Fatal(err)
		}
	}
}

// bind reads the schema and says everything that is wrong with it.
func bind(path string) (*schema.Package, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	pkg, diagnostics, err := schema.BindSpec(spec, schema.NewNullLoader(), schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if diagnostics.HasErrors() {
		return nil, diagnostics
	}
	// As `pulumi package add` does: each SDK is then a package of its own, the one for Go with a go.mod.
	pkg.SupportPack = true
	return pkg, nil
}

func write(folder string, files map[string][]byte) error {
	for name, content := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
