#include "store/decision_log_verify.h"

#include "store/log/chain_check.h"
#include "store/log/folder_reader.h"

namespace keyward::store {
namespace {

using Step = FolderReader::Step;

// CheckEnds reports what only the whole log can show.
void CheckEnds(const VerifyOptions& options, const FolderReader& reader, ChainCheck& check) {
  if (!reader.any()) {
    check.Report(LogFaultKind::kMissingFile, 0, check.verdict().head.sequence + 1,
                 "there is no file of the log in this folder");
  }
  check.Finish(!reader.empty_successors().empty());
  const LogHead& head = check.verdict().head;
  if (options.expected && head.sequence < options.expected->sequence) {
    check.Report(LogFaultKind::kCutTail, 0, head.sequence + 1,
                 "the log ends with line " + std::to_string(head.sequence) +
                     ", but is known to have had line " +
                     std::to_string(options.expected->sequence));
  }
}

}  // namespace

std::string_view NameOf(LogFaultKind kind) {
  switch (kind) {
    case LogFaultKind::kMalformedLine: return "MalformedLine";
    case LogFaultKind::kChangedLine: return "ChangedLine";
    case LogFaultKind::kBrokenLink: return "BrokenLink";
    case LogFaultKind::kMissingLines: return "MissingLines";
    case LogFaultKind::kMisplacedLine: return "MisplacedLine";
    case LogFaultKind::kMissingFile: return "MissingFile";
    case LogFaultKind::kWrongFileName: return "WrongFileName";
    case LogFaultKind::kMissingCheckpoint: return "MissingCheckpoint";
    case LogFaultKind::kBadCheckpoint: return "BadCheckpoint";
    case LogFaultKind::kUnknownKey: return "UnknownKey";
    case LogFaultKind::kBadSignature: return "BadSignature";
    case LogFaultKind::kCutTail: return "CutTail";
    case LogFaultKind::kOtherHead: return "OtherHead";
  }
  return "";
}

Result<LogVerdict> VerifyDecisionLog(const std::filesystem::path& folder,
                                     const VerifyOptions& options) {
  if (options.keys.empty() || !options.check) {
    return Fail(ErrorCode::kInvalidInput, "a log is verified with at least one public key");
  }
  const Sha256Digest start = StartDigest(options.log_id);
  ChainCheck check(options.archived.value_or(LogHead{0, start}), start, &options);
  check.Expect(options.expected);
  Result<FolderReader> reader = FolderReader::Open(folder, 0);
  if (!reader) return tl::unexpected(reader.error());
  while (true) {
    const Result<Step> step = reader->Next();
    if (!step) return tl::unexpected(step.error());
    if (*step == Step::kEnd) break;
    if (*step == Step::kFile) {
      check.BeginFile(reader->file());
    } else {
      check.CheckLine(reader->lines().number(), reader->lines().line());
    }
  }
  CheckEnds(options, *reader, check);
  if (reader->any()) check.verdict().torn_bytes = reader->lines().torn();
  return std::move(check.verdict());
}

}  // namespace keyward::store
