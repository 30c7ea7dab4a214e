import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

class HttpClientCall {
    public static void main(String[] arguments) throws Exception {
        post("https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", "Hang has been successful");
        if (System.getenv("OTHER") != null) {
            post(System.getenv("OTHER"), "another host");
        }
    }

    static void post(String url, String wanted) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(url))
            .header("wolkvox-token", "7b64656d6f7d2d3230323630313031303030303030")
            .POST(HttpRequest.BodyPublishers.noBody()).build();
        var reply = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        if (reply.statusCode() != 200 || !reply.body().contains(wanted)) {
            throw new Exception(url + ": " + reply.statusCode() + " " + reply.body());
        }
    }
}
