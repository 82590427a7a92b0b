"""Work that is done in processes beside the app: warm, limited, renewed, gone with it."""
