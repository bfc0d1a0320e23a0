#include <algorithm>
#include <fmt/format.h>

#include "crypto/random.h"
#include "crypto/root/hex.h"
#include "crypto/root/owned_file.h"
#include "crypto/root_key_file.h"

namespace keyward::crypto {
namespace {

constexpr size_t kKeySize = 32;
constexpr std::string_view kFirstWord = "keyward-root-key ";
constexpr std::string_view kOpening = "keyward-root-key 1\n";
constexpr size_t kFileSize = kOpening.size() + 2 * kKeySize + 1;

Result<std::shared_ptr<const RootKey>> ReadKey(const std::string& path, const SecretBytes& file) {
  const std::string_view text = AsText(file.view());
  if (text.substr(0, kFirstWord.size()) != kFirstWord) {
    return Fail(ErrorCode::kCorrupt, "this is no root key file", path);
  }
  if (text.substr(0, kOpening.size()) != kOpening) {
    return Fail(ErrorCode::kVersion,
                "the root key file has a format that this version does not know", path);
  }
  auto key = SecretBytes::Create(kKeySize);
  if (!key) return tl::unexpected(key.error());
  if (text.size() != kFileSize || text.back() != '\n' ||
      !ReadHex(text.substr(kOpening.size(), 2 * kKeySize), key->span())) {
    return Fail(ErrorCode::kCorrupt, "the root key file is cut or changed", path, {},
                "restore it from a backup: without it nothing can be opened");
  }
  return MakeRootKey(std::move(*key), fmt::format("key file {}", path));
}

Result<void> WriteNewKey(const std::string& path) {
  const auto key = RandomSecret(kKeySize);
  if (!key) return tl::unexpected(key.error());
  auto file = SecretBytes::Create(kFileSize);
  if (!file) return tl::unexpected(file.error());
  const auto text = file->span();
  std::copy(kOpening.begin(), kOpening.end(), text.begin());
  WriteHex(key->view(), text.subspan(kOpening.size(), 2 * kKeySize));
  text.back() = '\n';
  return CreateOwnedFile(path, file->view());
}

}  // namespace

Result<std::shared_ptr<const RootKey>> OpenKeyFile(const std::string& path) {
  const auto file = ReadOwnedFile(path, Privacy::kNobodyReads);
  if (!file) return tl::unexpected(file.error());
  return ReadKey(path, *file);
}

Result<OpenedKeyFile> OpenOrCreateKeyFile(const std::string& path) {
  auto key = OpenKeyFile(path);
  if (key) return OpenedKeyFile{std::move(*key), {}};
  if (key.error().code != ErrorCode::kNotFound) return tl::unexpected(key.error());
  auto written = WriteNewKey(path);
  const bool ours = written.has_value();
  // Another process may have been first; its key is then the one.
  if (!ours && written.error().code != ErrorCode::kExists) return tl::unexpected(written.error());
  key = OpenKeyFile(path);
  if (!key) return tl::unexpected(key.error());
  return OpenedKeyFile{
      std::move(*key),
      ours ? fmt::format("a new root key was written to {}: back it up, for without it no key can "
                         "be used again, and keep it apart from the store, for who has both has "
                         "every key",
                         path)
           : std::string()};
}

}  // namespace keyward::crypto
