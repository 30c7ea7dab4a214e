import java.net.HttpURLConnection;
import java.net.URL;

class UrlConnectionCall {
    public static void main(String[] arguments) throws Exception {
        post("https://wv0042.wolkvox.com/api/v2/agentbox.php?api=hang&agent_id=12989", "Hang has been successful");
        if (System.getenv("OTHER") != null) {
            post(System.getenv("OTHER"), "another host");
        }
    }

    static void post(String url, String wanted) throws Exception {
        var connection = (HttpURLConnection) new URL(url).openConnection();
        connection.setRequestMethod("POST");
        connection.setRequestProperty("wolkvox-token", "7b64656d6f7d2d3230323630313031303030303030");
        var body = new String(connection.getInputStream().readAllBytes());
        if (connection.getResponseCode() != 200 || !body.contains(wanted)) {
            throw new Exception(url + ": " + connection.getResponseCode() + " " + body);
        }
    }
}
