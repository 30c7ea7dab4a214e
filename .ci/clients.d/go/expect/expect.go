// Package expect is what every client here asks of wolkvox, and then of another host if the environment names one.
package expect

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
)

// Post ends the program when an answer is not the wanted one.
func Post(client *http.Client) {
	post(client, "https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", "Hang has been successful")
	if other := os.Getenv("OTHER"); other != "" {
		post(client, other, "another host")
	}
}

func post(client *http.Client, url, text string) {
	request, err := http.NewRequest(http.MethodPost, url, nil)
	if err != nil {
		panic(err)
	}
	request.Header.Set("wolkvox-token", "7b64656d6f7d2d3230323630313031303030303030")
	reply, err := client.Do(request)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	defer reply.Body.Close()
	body, err := io.ReadAll(reply.Body)
	if err != nil || reply.StatusCode != http.StatusOK || !strings.Contains(string(body), text) {
		fmt.Fprintln(os.Stderr, url, reply.Status, string(body), err)
		os.Exit(1)
	}
}
