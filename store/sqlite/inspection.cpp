#include "store/sqlite/inspection.h"

#include <fmt/format.h>
#include <functional>
#include <utility>

#include "store/sqlite/schema.h"

namespace keyward::store {
namespace {

constexpr size_t kMaxProblems = 100;

// Inspection gathers the problems of one file; each part runs even when another found some.
class Inspection {
 public:
  explicit Inspection(Connection& connection) : connection_(connection) {}

  Result<CheckReport> Run() {
    if (auto begun = connection_.Execute("BEGIN"); !begun) {
      return tl::unexpected<Error>(std::move(begun.error()));
    }
    Result<void> done = RunParts();
    (void)connection_.Execute("ROLLBACK");
    if (!done) return tl::unexpected<Error>(std::move(done.error()));
    return std::move(report_);
  }

 private:
  Result<void> RunParts() {
    using Part = Result<void> (Inspection::*)();
    for (const Part part : {&Inspection::Pages, &Inspection::Tables, &Inspection::Records,
                            &Inspection::Feed, &Inspection::RecordsInFeed}) {
      Result<void> done = (this->*part)();
      if (!done && done.error().code != ErrorCode::kCorrupt) return done;
      if (!done) Add(done.error().message);
      if (part == &Inspection::Tables && !tables_known_) break;
    }
    return {};
  }

  void Add(std::string problem) {
    if (report_.problems.size() < kMaxProblems) report_.problems.push_back(std::move(problem));
  }

  // Each calls `visit` for every row.
  Result<void> Each(std::string_view sql, const std::function<void(const Statement&)>& visit) {
    Result<Statement> rows = connection_.Prepare(sql);
    if (!rows) return tl::unexpected<Error>(std::move(rows.error()));
    while (true) {
      Result<bool> row = rows->Step();
      if (!row) return tl::unexpected<Error>(std::move(row.error()));
      if (!*row) return {};
      visit(*rows);
    }
  }

  Result<void> Pages() {
    return Each("PRAGMA integrity_check(20)", [this](const Statement& row) {
      if (row.Text(0) != "ok") Add(fmt::format("SQLite: {}", row.Text(0)));
    });
  }

  Result<void> Tables() {
    Result<uint64_t> version = connection_.ReadNumber("PRAGMA user_version");
    if (!version) return tl::unexpected<Error>(std::move(version.error()));
    report_.schema_version = static_cast<uint32_t>(*version);
    Result<std::string> text = SchemaText(connection_);
    if (!text) return tl::unexpected<Error>(std::move(text.error()));
    if (*version != kSchemaVersion) {
      Add(fmt::format("the tables are of version {}: open the store once", *version));
    } else if (*text != ExpectedSchemaText()) {
      Add("the tables are not those of this version");
    } else {
      tables_known_ = true;
    }
    return {};
  }

  Result<void> Records() {
    return Each("SELECT key, version, value, checksum FROM records", [this](const Statement& row) {
      ++report_.records;
      if (row.Number(3) != RowChecksum(row.Text(0), row.Number(1), row.Blob(2))) {
        Add(fmt::format("the record \"{}\" does not pass its checksum", row.Text(0)));
      }
    });
  }

  // Feed: versions rise by one from what was dropped to the last, and batches from their first.
  Result<void> Feed() {
    Result<uint64_t> dropped = connection_.ReadNumber("SELECT dropped FROM feed");
    if (!dropped) return tl::unexpected<Error>(std::move(dropped.error()));
    uint64_t before = *dropped;
    uint64_t batch_before = 0;
    const auto walked = Each(
        "SELECT version, batch FROM changes ORDER BY version", [&, this](const Statement& row) {
          const uint64_t version = row.Number(0);
          const uint64_t batch = row.Number(1);
          const bool next = version == before + 1 || batch == version;
          if (version <= before || !next || batch > version || batch < batch_before) {
            Add(fmt::format("the change {} does not follow the change {}", version, before));
          }
          before = version;
          batch_before = batch;
        });
    report_.last_version = before;
    return walked;
  }

  // RecordsInFeed: no record is newer than the feed, no two have one version, and a record that is
  // not older than the feed stands in it.
  Result<void> RecordsInFeed() {
    constexpr std::string_view kStray =
        "SELECT r.key, r.version FROM records r LEFT JOIN changes c ON c.version=r.version "
        "WHERE r.version>(SELECT dropped FROM feed) "
        "AND (c.version IS NULL OR c.key<>r.key OR c.deleted<>0)";
    auto strays = Each(kStray, [this](const Statement& row) {
      Add(fmt::format("the feed does not know version {} of \"{}\"", row.Number(1), row.Text(0)));
    });
    if (!strays) return strays;
    return Each("SELECT version FROM records GROUP BY version HAVING count(*)>1 OR version<1",
                [this](const Statement& row) {
                  Add(fmt::format("the version {} was given twice, or to nobody", row.Number(0)));
                });
  }

  Connection& connection_;
  CheckReport report_;
  bool tables_known_ = false;  // else there is nothing to ask them
};

}  // namespace

Result<CheckReport> Inspect(Connection& connection) { return Inspection(connection).Run(); }

}  // namespace keyward::store
