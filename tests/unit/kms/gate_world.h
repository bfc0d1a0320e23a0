// World: a whole service in a temporary folder, for tests of the Gate.
#pragma once

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "iam/load.h"
#include "kms/gate.h"
#include "kms/response_writer.h"
#include "store/decision_log_reader.h"
#include "store/sqlite_store.h"
#include "tests/unit/crypto/with_secure_heap.h"
#include "tests/unit/kms/reading.h"

namespace keyward::kms {

using Json = nlohmann::ordered_json;

inline constexpr const char* kAdmin = "arn:aws:iam::111122223333:user/admin";
inline constexpr const char* kBare = "arn:aws:iam::111122223333:user/bare";
inline constexpr const char* kFriend = "arn:aws:iam::444455556666:user/friend";

// Signer signs checkpoints with a constant, and fails when it is told to.
class Signer final : public store::CheckpointSigner {
 public:
  Result<Bytes> Sign(ByteView) override {
    if (broken) return Fail(ErrorCode::kFault, "broken for the test");
    return Bytes(64, 7);
  }
  ByteView public_key() const override { return key_; }
  std::string_view key_id() const override { return "test"; }
  bool broken = false;

 private:
  Bytes key_ = Bytes(32, 1);
};

class MovableClock final : public Clock {
 public:
  std::chrono::system_clock::time_point Now() const override { return now; }
  std::chrono::system_clock::time_point now =
      std::chrono::system_clock::time_point(std::chrono::seconds(1767323045));
};

struct World {
  World() {
    BOOST_REQUIRE(crypto::SecureHeap::Initialise(size_t{4} << 20, crypto::Locking::kOptional));
    const std::filesystem::path root = KEYWARD_SOURCE_DIR;
    auto loaded = iam::LoadDirectory((root / "tests/golden/kms/accounts").string());
    BOOST_REQUIRE(loaded);
    directory = *loaded;
    auto secret = crypto::SecretBytes::CopyOf(Bytes(32, 9));
    BOOST_REQUIRE(secret);
    auto made = crypto::MakeRootKey(std::move(*secret), "test");
    BOOST_REQUIRE(made);
    auto created = crypto::SealingKey::Create(*made);
    BOOST_REQUIRE(created);
    seal = std::make_unique<crypto::SealingKey>(std::move(created->key));
    std::filesystem::create_directory(folder / "store");
    Open();
  }

  // Open starts the service, after a stop where it ran.
  void Open() {
    gate.reset();
    materials.reset();
    keys.reset();
    stored.reset();
    log.reset();
    auto store = store::OpenSqliteStore(folder / "store");
    BOOST_REQUIRE(store);
    stored = std::move(*store);
    auto loaded = KeyStore::Open(*stored);
    BOOST_REQUIRE(loaded);
    keys = std::move(*loaded);
    store::DecisionLogOptions options;
    options.log_id = "test";
    options.sync_interval = std::chrono::milliseconds(0);
    options.checkpoint_records = checkpoint_records;
    options.clock = &clock;
    auto opened = store::DecisionLog::Open(folder / "log", options, signer);
    BOOST_REQUIRE_MESSAGE(opened, (opened ? std::string() : opened.error().message));
    log = std::move(*opened);
    materials = std::make_unique<Materials>(*keys, *seal, 100);
    gate = std::make_unique<Gate>(*keys, *materials, *log, clock);
    BOOST_REQUIRE(gate->Open());
  }

  Call CallOf(const std::string& caller, Operation operation, const std::string& body) {
    Call call;
    call.operation = operation;
    call.request = Read(operation, body);
    auto found = directory->FindCaller(caller);
    BOOST_REQUIRE_MESSAGE(found, caller);
    call.caller = std::move(*found);
    call.directory = directory;
    call.region = "us-east-1";
    call.source_ip_address = "192.0.2.1";
    call.user_agent = "test";
    call.request_id = "11111111-2222-4333-8444-555555555555";
    return call;
  }

  Answer<Json> Do(const std::string& caller, const std::string& operation, const Json& request) {
    const Call call = CallOf(caller, OperationNamed(operation), request.dump());
    const Answer<Document> answer = gate->Perform(call);
    if (!answer) return tl::unexpected(answer.error());
    ResponseText text;
    WriteResponse(call.operation, *answer, text);
    return text.empty() ? Json::object() : Json::parse(text.view());
  }

  // Must is Do of what must succeed.
  Json Must(const std::string& caller, const std::string& operation, const Json& request) {
    const auto answer = Do(caller, operation, request);
    if (!answer) {
      BOOST_FAIL(operation + ": " + std::string(FactsOf(answer.error().exception).name) + " " +
                 answer.error().message);
    }
    return *answer;
  }

  // Records are the audit records in the log, oldest first.
  std::vector<Json> Records() {
    std::vector<Json> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "log")) {
      std::ifstream stream(entry.path());
      for (std::string line; std::getline(stream, line);) {
        Json json = Json::parse(line, nullptr, false);
        if (json.is_object() && json.contains("eventName")) found.push_back(std::move(json));
      }
    }
    return found;
  }

  crypto::TemporaryFolder folder;
  iam::DirectoryPtr directory;
  MovableClock clock;
  Signer signer;
  uint64_t checkpoint_records = 10000;
  std::unique_ptr<crypto::SealingKey> seal;
  std::unique_ptr<store::SqliteStore> stored;
  std::unique_ptr<KeyStore> keys;
  std::unique_ptr<store::DecisionLog> log;
  std::unique_ptr<Materials> materials;
  std::unique_ptr<Gate> gate;
};

}  // namespace keyward::kms
