// Neo4j Community with its Bolt connector on 127.0.0.1; with a process id it ends when that process ends.
// Run as a single file: java -cp 'LIB/*' Launcher.java FOLDER PORT [PROCESS]
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.neo4j.configuration.GraphDatabaseInternalSettings;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.connectors.HttpConnector;
import org.neo4j.configuration.connectors.HttpsConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.io.ByteUnit;

public class Launcher {
    public static void main(String[] args) throws InterruptedException {
        var address = new SocketAddress("127.0.0.1", Integer.parseInt(args[1]));
        var service = new DatabaseManagementServiceBuilder(Path.of(args[0]))
                .setConfig(BoltConnector.enabled, true)
                .setConfig(BoltConnector.listen_address, address)
                .setConfig(BoltConnector.advertised_address, address)
                .setConfig(HttpConnector.enabled, false)
                .setConfig(HttpsConnector.enabled, false)
                .setConfig(GraphDatabaseSettings.auth_enabled, false) // reached from this machine alone
                .setConfig(GraphDatabaseSettings.allow_file_urls, false) // LOAD CSV reads no file of this machine
                .setConfig(GraphDatabaseSettings.pagecache_memory, ByteUnit.mebiBytes(256))
                .setConfig(GraphDatabaseSettings.preallocate_logical_logs, false) // else 256 MB of zeros a database
                .setConfig(GraphDatabaseSettings.keep_logical_logs, "1 files")
                .setConfig(GraphDatabaseInternalSettings.netty_server_shutdown_quiet_period, 0) // else it stops in 12 s
                .setConfig(GraphDatabaseSettings.udc_enabled, false) // no usage report is sent
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
        if (args.length > 2) {
            ProcessHandle.of(Long.parseLong(args[2])).map(ProcessHandle::onExit).ifPresent(CompletableFuture::join);
            System.exit(0);
        }
        Thread.currentThread().join();
    }
}
